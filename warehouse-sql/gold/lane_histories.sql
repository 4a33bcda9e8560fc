CREATE TABLE gold.lane_histories (
  as_of TIMESTAMP NOT NULL COMMENT 'Beginning of the UTC day of the run: only loads covered at or before it count',
  origin_area STRING NOT NULL COMMENT 'Market area of the origin, else the first three digits of its ZIP code',
  destination_area STRING NOT NULL COMMENT 'Market area of the destination, else the first three digits of its ZIP code',
  equipment STRING NOT NULL COMMENT 'van, reefer or flatbed',
  loads BIGINT NOT NULL COMMENT 'Covered loads, in USD and not cancelled; fees (under 0.60 dollars a mile) are not hauls and do not count',
  carriers BIGINT NOT NULL COMMENT 'Different carriers of these loads',
  long_weight DOUBLE NOT NULL COMMENT 'Sum of w = 2^(-age / 120 days), age in whole UTC days before the day of last_known_at; loads that became known on a day before which the lake held fewer than 30 have no w',
  long_log_rate DOUBLE NOT NULL COMMENT 'Sum of w x ln(carrier cost per mile)',
  long_log_miles DOUBLE NOT NULL COMMENT 'Sum of w x z, z = ln(miles / 500) with miles held within 10 and 3500',
  long_log_miles_2 DOUBLE NOT NULL COMMENT 'Sum of w x z^2',
  long_log_miles_3 DOUBLE NOT NULL COMMENT 'Sum of w x z^3',
  long_market DOUBLE NOT NULL COMMENT 'Sum of w x the market level on the day each load became known',
  short_weight DOUBLE NOT NULL COMMENT 'Sum of v = 2^(-age / 6 days), age as above',
  short_market DOUBLE NOT NULL COMMENT 'Sum of v x the market level that the load alone speaks for: its ln(cost per mile) less what its lane and miles let expect',
  recent_loads ARRAY<DOUBLE> NOT NULL COMMENT 'The newest 48 loads that have a w, oldest first, five numbers each: UTC day since 1970 on which it became known, z, weight in pounds (-1 when unknown), ln(carrier cost per mile), market level on that day',
  last_log_rate DOUBLE NOT NULL COMMENT 'ln(carrier cost per mile) of the load that became known last',
  last_log_miles DOUBLE NOT NULL COMMENT 'z of that load',
  last_market DOUBLE NOT NULL COMMENT 'Market level on the day it became known',
  last_known_at TIMESTAMP NOT NULL COMMENT 'When it became known (time of its newest load.covered)'
)
USING DELTA
COMMENT 'What the rate model may know of past loads, as sums by lane; wider histories are sums of these rows'
TBLPROPERTIES (
  'lanehouse.key' = 'as_of, origin_area, destination_area, equipment',
  'lanehouse.write' = 'snapshot',
  'lanehouse.snapshots' = 'daily',
  'delta.dataSkippingStatsColumns' = 'as_of,last_known_at',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

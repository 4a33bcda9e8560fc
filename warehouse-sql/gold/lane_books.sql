CREATE TABLE gold.lane_books (
  fuel_included BOOLEAN NOT NULL COMMENT 'Whether the costs of these loads include fuel: which basis is the usual one is known only when all loads are in',
  origin_area STRING NOT NULL COMMENT 'Market area of the origin, else the first three digits of its ZIP code',
  destination_area STRING NOT NULL COMMENT 'Market area of the destination, else the first three digits of its ZIP code',
  equipment STRING NOT NULL COMMENT 'van, reefer or flatbed',
  known_before TIMESTAMP NOT NULL COMMENT 'Only loads that became known before this instant are in: the Monday one to two weeks before the day of T',
  entered BIGINT NOT NULL COMMENT 'Covered loads, in USD and not cancelled, fees (under 0.60 dollars a mile) too',
  loads BIGINT NOT NULL COMMENT 'Those of them that are no fees; where there are none, the sums are null',
  carrier_ids STRING NOT NULL COMMENT 'Different carriers of these loads, each with an end of line, in order; in them ends of lines and backslashes stand behind a backslash',
  long_weight DOUBLE COMMENT 'As in gold.lane_histories, like all that follows',
  long_log_rate DOUBLE COMMENT 'Sum of w x ln(carrier cost per mile)',
  long_log_miles DOUBLE COMMENT 'Sum of w x z',
  long_log_miles_2 DOUBLE COMMENT 'Sum of w x z^2',
  long_log_miles_3 DOUBLE COMMENT 'Sum of w x z^3',
  long_market DOUBLE COMMENT 'Sum of w x the market level on the day each load became known',
  short_weight DOUBLE COMMENT 'Sum of v',
  short_market DOUBLE COMMENT 'Sum of v x the market level that the load alone speaks for',
  recent_loads ARRAY<DOUBLE> COMMENT 'As in gold.lane_histories: the newest 48 loads, five numbers each',
  last_log_rate DOUBLE COMMENT 'ln(carrier cost per mile) of the load that became known last',
  last_log_miles DOUBLE COMMENT 'z of that load',
  last_market DOUBLE COMMENT 'Market level on the day it became known',
  last_known_at TIMESTAMP COMMENT 'When it became known'
)
USING DELTA
COMMENT 'Where the books of past loads stood one to two weeks before T: lane histories go on from here instead of going through every load again'
TBLPROPERTIES (
  'lanehouse.key' = 'fuel_included, origin_area, destination_area, equipment',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingStatsColumns' = 'known_before,last_known_at',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.loads_within_entered' = 'loads >= 0 AND loads <= entered',
  'delta.constraints.sums_where_there_are_loads' = '(loads = 0 AND last_known_at IS NULL) OR (loads > 0 AND last_known_at IS NOT NULL)'
);

CREATE TABLE gold.carriers (
  carrier_id STRING NOT NULL COMMENT 'Carrier, from its first carrier.updated on',
  active BOOLEAN NOT NULL COMMENT 'Unless its newest active is false',
  good_standing BOOLEAN NOT NULL COMMENT 'Authority active, and rating neither conditional nor unsatisfactory',
  missing_fields ARRAY<STRING> NOT NULL COMMENT 'Required fields that are not filled validly',
  coi_status STRING NOT NULL COMMENT 'missing, expired, below_limit, expiring or fresh on the day of T',
  coi_soonest_end DATE COMMENT 'Earliest, over required covers, of the latest end in force at the limit; null unless fresh or expiring, and when none has an end',
  changes_on DATE COMMENT 'Next day on which time alone may change the row: a policy begins, ends or is about to expire, a date in the profile is reached; null when there is none'
)
USING DELTA
COMMENT 'What is known of each carrier at the newest T'
TBLPROPERTIES (
  'lanehouse.key' = 'carrier_id',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingStatsColumns' = 'coi_soonest_end,changes_on',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 2 days',
  'delta.deletedFileRetentionDuration' = 'interval 2 days',
  'delta.constraints.coi_status_is_known' = 'coi_status IN (''missing'', ''expired'', ''below_limit'', ''expiring'', ''fresh'')'
);

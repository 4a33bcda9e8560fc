CREATE TABLE gold.usage_daily (
  company_id STRING NOT NULL COMMENT 'Company',
  feature_key STRING NOT NULL COMMENT 'Feature',
  day DATE NOT NULL COMMENT 'UTC day of the event time',
  qty BIGINT NOT NULL COMMENT 'Sum of units used; a sum beyond BIGINT stays at its greatest value',
  events BIGINT NOT NULL COMMENT 'Number of usage events'
)
USING DELTA
COMMENT 'Usage by company, feature and day'
TBLPROPERTIES (
  'lanehouse.key' = 'company_id, feature_key, day',
  'lanehouse.write' = 'replace',
  'lanehouse.files_by' = 'day',
  'delta.dataSkippingNumIndexedCols' = '0',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.counts_not_negative' = 'qty >= 0 AND events >= 0',
  'lanehouse.rule.each_event_uses_something' = 'fail: events >= 1 AND qty >= events'
);

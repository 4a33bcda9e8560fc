CREATE TABLE gold.usage_monthly (
  company_id STRING NOT NULL COMMENT 'Company',
  feature_key STRING NOT NULL COMMENT 'Feature',
  month DATE NOT NULL COMMENT 'UTC month of the event time, named by its first day',
  qty BIGINT NOT NULL COMMENT 'Sum of units used; a sum beyond BIGINT stays at its greatest value',
  events BIGINT NOT NULL COMMENT 'Number of usage events'
)
USING DELTA
COMMENT 'Usage by company, feature and month'
TBLPROPERTIES (
  'lanehouse.key' = 'company_id, feature_key, month',
  'lanehouse.write' = 'replace',
  'lanehouse.files_by' = 'month',
  'delta.dataSkippingNumIndexedCols' = '0',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.counts_not_negative' = 'qty >= 0 AND events >= 0'
);

CREATE TABLE silver.usage (
  event_id STRING NOT NULL COMMENT 'CloudEvent id',
  source STRING NOT NULL COMMENT 'CloudEvent source; with event_id the identity',
  type STRING NOT NULL COMMENT 'CloudEvent type',
  event_time TIMESTAMP NOT NULL COMMENT 'When it happened (CloudEvent time, UTC)',
  ingest_time TIMESTAMP NOT NULL COMMENT 'When its first arrival was read',
  batch_id BIGINT NOT NULL COMMENT 'Ingest batch that wrote the row',
  company_id STRING NOT NULL COMMENT 'Company that used the feature',
  feature_key STRING NOT NULL COMMENT 'Feature that was used',
  qty BIGINT NOT NULL COMMENT 'Units used, at least 1',
  metadata STRING COMMENT 'Free-form details as JSON'
)
USING DELTA
COMMENT 'Product usage: usage.recorded'
TBLPROPERTIES (
  'lanehouse.key' = 'source, event_id',
  'lanehouse.write' = 'append',
  'lanehouse.fresh_within' = '3 days',
  'delta.dataSkippingStatsColumns' = 'event_time,batch_id',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

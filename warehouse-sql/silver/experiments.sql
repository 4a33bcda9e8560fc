CREATE TABLE silver.experiments (
  event_id STRING NOT NULL COMMENT 'CloudEvent id',
  source STRING NOT NULL COMMENT 'CloudEvent source; with event_id the identity',
  type STRING NOT NULL COMMENT 'CloudEvent type',
  event_time TIMESTAMP NOT NULL COMMENT 'When it happened (CloudEvent time, UTC)',
  ingest_time TIMESTAMP NOT NULL COMMENT 'When its first arrival was read',
  batch_id BIGINT NOT NULL COMMENT 'Ingest batch that wrote the row',
  experiment_id STRING NOT NULL COMMENT 'Experiment',
  variant STRING NOT NULL COMMENT 'Arm',
  unit_id STRING NOT NULL COMMENT 'Unit of assignment',
  company_id STRING NOT NULL COMMENT 'Company'
)
USING DELTA
COMMENT 'Who saw which arm: experiment.exposed'
TBLPROPERTIES (
  'lanehouse.key' = 'source, event_id',
  'lanehouse.write' = 'append',
  'delta.dataSkippingStatsColumns' = 'event_time,batch_id',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

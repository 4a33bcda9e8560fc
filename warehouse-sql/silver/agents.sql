CREATE TABLE silver.agents (
  event_id STRING NOT NULL COMMENT 'CloudEvent id',
  source STRING NOT NULL COMMENT 'CloudEvent source; with event_id the identity',
  type STRING NOT NULL COMMENT 'CloudEvent type',
  event_time TIMESTAMP NOT NULL COMMENT 'When it happened (CloudEvent time, UTC)',
  ingest_time TIMESTAMP NOT NULL COMMENT 'When its first arrival was read',
  batch_id BIGINT NOT NULL COMMENT 'Ingest batch that wrote the row',
  task_id STRING NOT NULL COMMENT 'Task',
  company_id STRING NOT NULL COMMENT 'Company',
  fn_name STRING NOT NULL COMMENT 'Function that ran',
  status STRING NOT NULL COMMENT 'succeeded or failed',
  queued_at TIMESTAMP NOT NULL COMMENT 'When it was queued',
  started_at TIMESTAMP NOT NULL COMMENT 'When it started',
  finished_at TIMESTAMP NOT NULL COMMENT 'When it finished',
  error STRING COMMENT 'Error text of a failed task'
)
USING DELTA
COMMENT 'Finished agent tasks: agent_task.finished'
TBLPROPERTIES (
  'lanehouse.key' = 'source, event_id',
  'lanehouse.write' = 'append',
  'lanehouse.fresh_within' = '3 days',
  'delta.dataSkippingStatsColumns' = 'event_time,batch_id,finished_at',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

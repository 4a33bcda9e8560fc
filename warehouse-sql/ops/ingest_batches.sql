CREATE TABLE ops.ingest_batches (
  batch_id BIGINT NOT NULL COMMENT 'Growing number of the batch',
  cluster_id STRING NOT NULL COMMENT 'Kafka cluster it read',
  finished_at TIMESTAMP NOT NULL COMMENT 'When the batch was complete',
  table_versions MAP<STRING,BIGINT> NOT NULL COMMENT 'Delta version of every bronze and silver table after the batch',
  offsets STRING NOT NULL COMMENT 'End offsets by topic and partition, as JSON',
  rows_read BIGINT NOT NULL COMMENT 'Records read',
  events BIGINT NOT NULL COMMENT 'Rows added to bronze.events',
  dead_letters BIGINT NOT NULL COMMENT 'Rows added to bronze.dead_letters',
  silver_rows BIGINT NOT NULL COMMENT 'Rows added to silver',
  duplicates BIGINT NOT NULL COMMENT 'Arrivals dropped because their identity was known'
)
USING DELTA
COMMENT 'One row per ingest batch, written last: the consistent cut that jobs read'
TBLPROPERTIES (
  'lanehouse.key' = 'batch_id',
  'lanehouse.write' = 'append',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

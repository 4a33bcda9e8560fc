CREATE TABLE bronze.events (
  cluster_id STRING NOT NULL COMMENT 'Id of the Kafka cluster the record was read from',
  topic STRING NOT NULL COMMENT 'Kafka topic',
  partition INT NOT NULL COMMENT 'Kafka partition',
  offset BIGINT NOT NULL COMMENT 'Kafka offset within the partition',
  event_id STRING NOT NULL COMMENT 'CloudEvent id',
  source STRING NOT NULL COMMENT 'CloudEvent source',
  type STRING NOT NULL COMMENT 'CloudEvent type',
  event_time TIMESTAMP NOT NULL COMMENT 'CloudEvent time in UTC, cut to the microsecond',
  ingest_time TIMESTAMP NOT NULL COMMENT 'When the ingest batch read the record',
  payload BINARY NOT NULL COMMENT 'The bytes as received',
  batch_id BIGINT NOT NULL COMMENT 'Ingest batch that wrote the row'
)
USING DELTA
COMMENT 'Every record that was read and passed its schema, as received, duplicates included'
TBLPROPERTIES (
  'lanehouse.key' = 'cluster_id, topic, partition, offset',
  'lanehouse.write' = 'append',
  'delta.dataSkippingStatsColumns' = 'topic,partition,offset,ingest_time,batch_id',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

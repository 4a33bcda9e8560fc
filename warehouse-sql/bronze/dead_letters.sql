CREATE TABLE bronze.dead_letters (
  cluster_id STRING NOT NULL COMMENT 'Id of the Kafka cluster the record was read from',
  topic STRING NOT NULL COMMENT 'Kafka topic',
  partition INT NOT NULL COMMENT 'Kafka partition',
  offset BIGINT NOT NULL COMMENT 'Kafka offset within the partition',
  reason STRING NOT NULL COMMENT 'empty_record, too_large, not_utf8, not_json, not_cloudevent, bad_time, unknown_type, wrong_topic or schema_violation',
  detail STRING NOT NULL COMMENT 'What is wrong, naming the field',
  raw BINARY COMMENT 'The bytes as received; null when the record had no value',
  ingest_time TIMESTAMP NOT NULL COMMENT 'When the ingest batch read the record',
  batch_id BIGINT NOT NULL COMMENT 'Ingest batch that wrote the row'
)
USING DELTA
COMMENT 'Every record that could not be read, with the first reason that holds'
TBLPROPERTIES (
  'lanehouse.key' = 'cluster_id, topic, partition, offset',
  'lanehouse.write' = 'append',
  'delta.dataSkippingStatsColumns' = 'topic,partition,offset,ingest_time,batch_id',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

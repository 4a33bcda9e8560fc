CREATE TABLE silver.platform (
  event_id STRING NOT NULL COMMENT 'CloudEvent id',
  source STRING NOT NULL COMMENT 'CloudEvent source; with event_id the identity',
  type STRING NOT NULL COMMENT 'CloudEvent type',
  event_time TIMESTAMP NOT NULL COMMENT 'When it happened (CloudEvent time, UTC)',
  ingest_time TIMESTAMP NOT NULL COMMENT 'When its first arrival was read',
  batch_id BIGINT NOT NULL COMMENT 'Ingest batch that wrote the row',
  route STRING COMMENT 'Route of the request',
  status BIGINT COMMENT 'HTTP status',
  latency_ms DOUBLE COMMENT 'Time to answer in milliseconds',
  cached BOOLEAN COMMENT 'Answered from a cache',
  company_id STRING COMMENT 'Company that asked',
  service STRING COMMENT 'Service that was probed',
  region STRING COMMENT 'Region of the probe',
  up BOOLEAN COMMENT 'Whether the probe succeeded'
)
USING DELTA
COMMENT 'Requests and probes: request.served, probe.checked'
TBLPROPERTIES (
  'lanehouse.key' = 'source, event_id',
  'lanehouse.write' = 'append',
  'lanehouse.fresh_within' = '1 day',
  'delta.dataSkippingStatsColumns' = 'event_time,batch_id',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

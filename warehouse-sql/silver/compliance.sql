CREATE TABLE silver.compliance (
  event_id STRING NOT NULL COMMENT 'CloudEvent id',
  source STRING NOT NULL COMMENT 'CloudEvent source; with event_id the identity',
  type STRING NOT NULL COMMENT 'CloudEvent type',
  event_time TIMESTAMP NOT NULL COMMENT 'When it happened (CloudEvent time, UTC)',
  ingest_time TIMESTAMP NOT NULL COMMENT 'When its first arrival was read',
  batch_id BIGINT NOT NULL COMMENT 'Ingest batch that wrote the row',
  actor STRING COMMENT 'Who acted',
  action STRING COMMENT 'What was done',
  resource_type STRING COMMENT 'Kind of resource',
  resource_id STRING COMMENT 'Resource',
  company_id STRING COMMENT 'Company',
  details STRING COMMENT 'Details as JSON',
  key_id STRING COMMENT 'Key that was rotated',
  rpo_seconds BIGINT COMMENT 'Data lost in a restore drill, in seconds',
  rto_seconds BIGINT COMMENT 'Time to restore in a drill, in seconds',
  incident_id STRING COMMENT 'Incident',
  severity STRING COMMENT 'P1, P2, P3 for incidents; critical and below for findings',
  finding_id STRING COMMENT 'Penetration-test finding',
  vendor STRING COMMENT 'Vendor assessed',
  risk STRING COMMENT 'Risk of the vendor',
  request_id STRING COMMENT 'Data-subject request',
  subject_id STRING COMMENT 'Person concerned',
  kind STRING COMMENT 'export or delete',
  hold_id STRING COMMENT 'Legal hold'
)
USING DELTA
COMMENT 'Audit, keys, backups, incidents, findings, vendors, data-subject requests, legal holds'
TBLPROPERTIES (
  'lanehouse.key' = 'source, event_id',
  'lanehouse.write' = 'append',
  'delta.dataSkippingStatsColumns' = 'event_time,batch_id',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

CREATE TABLE silver.directory (
  event_id STRING NOT NULL COMMENT 'CloudEvent id',
  source STRING NOT NULL COMMENT 'CloudEvent source; with event_id the identity',
  type STRING NOT NULL COMMENT 'CloudEvent type',
  event_time TIMESTAMP NOT NULL COMMENT 'When it happened (CloudEvent time, UTC)',
  ingest_time TIMESTAMP NOT NULL COMMENT 'When its first arrival was read',
  batch_id BIGINT NOT NULL COMMENT 'Ingest batch that wrote the row',
  carrier_id STRING COMMENT 'Carrier',
  coi_id STRING COMMENT 'Certificate of insurance',
  profile STRING COMMENT 'Data of carrier.updated as JSON: a field present replaces, null clears, absent keeps',
  coverage STRING COMMENT 'auto, cargo, general or workers_comp',
  insurer STRING COMMENT 'Insurer',
  policy_number STRING COMMENT 'Policy number',
  limit_usd DECIMAL(18,2) COMMENT 'Limit of cover in USD',
  effective_on DATE COMMENT 'First day in force',
  expires_on DATE COMMENT 'Last day in force; null means until cancelled',
  cancels_on DATE COMMENT 'Last day in force after a cancellation',
  badge STRING COMMENT 'none or verified'
)
USING DELTA
COMMENT 'Carriers, insurance and badges: carrier.updated, coi.filed, coi.cancelled, carrier.badge_changed'
TBLPROPERTIES (
  'lanehouse.key' = 'source, event_id',
  'lanehouse.write' = 'append',
  'lanehouse.fresh_within' = '31 days',
  'delta.dataSkippingStatsColumns' = 'event_time,batch_id',
  'lanehouse.source.profile' = 'carrier.updated:$',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

CREATE TABLE silver.growth (
  event_id STRING NOT NULL COMMENT 'CloudEvent id',
  source STRING NOT NULL COMMENT 'CloudEvent source; with event_id the identity',
  type STRING NOT NULL COMMENT 'CloudEvent type',
  event_time TIMESTAMP NOT NULL COMMENT 'When it happened (CloudEvent time, UTC)',
  ingest_time TIMESTAMP NOT NULL COMMENT 'When its first arrival was read',
  batch_id BIGINT NOT NULL COMMENT 'Ingest batch that wrote the row',
  lead_id STRING COMMENT 'Lead',
  company_id STRING COMMENT 'Company of the trial',
  email STRING COMMENT 'Lead e-mail',
  company_name STRING COMMENT 'Name the lead gave',
  segment STRING COMMENT 'smb, mid_market or enterprise',
  channel STRING COMMENT 'Marketing channel',
  utm_source STRING COMMENT 'Campaign source',
  utm_medium STRING COMMENT 'Campaign medium',
  utm_campaign STRING COMMENT 'Campaign name',
  fleet_size BIGINT COMMENT 'Trucks, as stated',
  monthly_loads BIGINT COMMENT 'Loads a month, as stated',
  plan STRING COMMENT 'Plan of the trial',
  trial_ends_at TIMESTAMP COMMENT 'End of the trial'
)
USING DELTA
COMMENT 'Leads and trials: lead.created, trial.started, trial.expired'
TBLPROPERTIES (
  'lanehouse.key' = 'source, event_id',
  'lanehouse.write' = 'append',
  'lanehouse.fresh_within' = '7 days',
  'delta.dataSkippingStatsColumns' = 'event_time,batch_id,trial_ends_at',
  'lanehouse.source.utm_source' = 'utm.source',
  'lanehouse.source.utm_medium' = 'utm.medium',
  'lanehouse.source.utm_campaign' = 'utm.campaign',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

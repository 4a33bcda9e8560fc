CREATE TABLE silver.billing (
  event_id STRING NOT NULL COMMENT 'CloudEvent id',
  source STRING NOT NULL COMMENT 'CloudEvent source; with event_id the identity',
  type STRING NOT NULL COMMENT 'CloudEvent type',
  event_time TIMESTAMP NOT NULL COMMENT 'When it happened (CloudEvent time, UTC)',
  ingest_time TIMESTAMP NOT NULL COMMENT 'When its first arrival was read',
  batch_id BIGINT NOT NULL COMMENT 'Ingest batch that wrote the row',
  stripe_event STRING NOT NULL COMMENT 'The whole Stripe event object as JSON',
  stripe_id STRING COMMENT 'Stripe event id (evt_…)',
  stripe_type STRING COMMENT 'Stripe event type',
  stripe_created TIMESTAMP COMMENT 'Instant of the Stripe event (whole seconds)',
  livemode BOOLEAN COMMENT 'False for test-mode events, which do not count in gold'
)
USING DELTA
COMMENT 'Stripe events as Stripe sends them: stripe.event'
TBLPROPERTIES (
  'lanehouse.key' = 'source, event_id',
  'lanehouse.write' = 'append',
  'lanehouse.fresh_within' = '7 days',
  'delta.dataSkippingStatsColumns' = 'event_time,batch_id',
  'lanehouse.source.stripe_event' = '$',
  'lanehouse.source.stripe_id' = 'id',
  'lanehouse.source.stripe_type' = 'type',
  'lanehouse.source.stripe_created' = 'created',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

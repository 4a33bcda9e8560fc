CREATE TABLE gold.stripe_events (
  source STRING NOT NULL COMMENT 'CloudEvent source; with event_id the identity',
  event_id STRING NOT NULL COMMENT 'CloudEvent id',
  stripe_id STRING COMMENT 'Stripe event id (evt_...)',
  stripe_type STRING COMMENT 'Stripe event type',
  stripe_created TIMESTAMP COMMENT 'Instant of the Stripe event',
  created_on DATE COMMENT 'UTC day of the Stripe event',
  customer_id STRING COMMENT 'Customer of the object, else the object itself',
  subscription_id STRING COMMENT 'Subscription of the object, else the object itself',
  amount_paid DECIMAL(38,6) COMMENT 'amount_paid of the object in minor units; null when it has none',
  company_id STRING COMMENT 'Company that the object names, else the subscription details inside it, else its customer, else its subscription; null when none does'
)
USING DELTA
COMMENT 'Which company each Stripe event in live mode belongs to'
TBLPROPERTIES (
  'lanehouse.key' = 'source, event_id',
  'lanehouse.rule.event_names_a_company' = 'warn: company_id IS NOT NULL',
  'lanehouse.write' = 'replace',
  'lanehouse.files_by' = 'created_on',
  'delta.dataSkippingStatsColumns' = 'stripe_created',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

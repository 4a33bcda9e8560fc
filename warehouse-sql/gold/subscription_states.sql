CREATE TABLE gold.subscription_states (
  subscription_id STRING NOT NULL COMMENT 'Stripe subscription (sub_...)',
  ordinal INT NOT NULL COMMENT 'Place of the state in the history of its subscription, from 1: by created; in one second deleted after updated after created, then by Stripe event id',
  company_id STRING COMMENT 'Company of the whole history: what the newest event that resolves to one resolves to; null when none does',
  customer_id STRING COMMENT 'Stripe customer that the event names',
  status STRING COMMENT 'Status from the event on; canceled from the first deletion on',
  started BIGINT COMMENT 'start_date, else created, of the subscription object, in epoch seconds',
  plan STRING COMMENT 'lookup_key of the first price up to the first _, else metadata.plan; null when there is neither',
  valid_from TIMESTAMP NOT NULL COMMENT 'Instant of the Stripe event',
  valid_until TIMESTAMP COMMENT 'Instant of the next one; null for the newest',
  subscription STRING NOT NULL COMMENT 'The subscription object as JSON',
  discounts_turn_at ARRAY<TIMESTAMP> COMMENT 'Instants at which a discount begins or ends'
)
USING DELTA
COMMENT 'What Stripe events say of subscriptions, and whose they are'
TBLPROPERTIES (
  'lanehouse.key' = 'subscription_id, ordinal',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingStatsColumns' = 'valid_from,valid_until',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.ordinal_from_1' = 'ordinal >= 1',
  'delta.constraints.state_in_order' = 'valid_until IS NULL OR valid_from <= valid_until'
);

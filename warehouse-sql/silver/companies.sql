CREATE TABLE silver.companies (
  company_id STRING NOT NULL COMMENT 'Company; there is one as soon as a priced quote, a trial, usage or a Stripe subscription names it',
  segment STRING COMMENT 'smb, mid_market or enterprise, as the newest of its quote.priced and of the lead.created of its leads says; null when it has neither',
  plan STRING NOT NULL COMMENT 'Plan in force at T: that of its newest-started subscription that is trialing, active or past_due, else of its newest trial that has not ended, else starter',
  company_name STRING COMMENT 'Name that the newest lead.created of its leads that gives one gives; null when none does',
  channel STRING COMMENT 'Marketing channel of the newest lead.created of its leads; null when it has no lead',
  lead_ids ARRAY<STRING> NOT NULL COMMENT 'Its leads, in order: those whose trial.started names it, whenever the lead was created',
  first_seen_on DATE NOT NULL COMMENT 'UTC day of the first event of it: lead.created of its leads, trial.started, trial.expired, quote.priced, usage.recorded, or a subscription event of Stripe (by its created)',
  last_seen_on DATE NOT NULL COMMENT 'UTC day of the newest such event; a day and not an instant, so that a busy company changes once a day'
)
USING DELTA
COMMENT 'What the newest events say of each company, at the newest T'
TBLPROPERTIES (
  'lanehouse.key' = 'company_id',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingStatsColumns' = 'first_seen_on,last_seen_on',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'lanehouse.rule.seen_in_order' = 'fail: first_seen_on <= last_seen_on',
  'lanehouse.rule.segment_is_known' = 'warn over 5 %: segment IS NOT NULL'
);

CREATE TABLE gold.acquisition_funnel (
  cohort_week DATE NOT NULL COMMENT 'Monday of the UTC week in which the leads were created',
  segment STRING NOT NULL COMMENT 'Segment',
  channel STRING NOT NULL COMMENT 'Marketing channel',
  leads BIGINT NOT NULL COMMENT 'Leads created',
  trials BIGINT NOT NULL COMMENT 'Leads with a trial within 30 days of their creation',
  paid BIGINT NOT NULL COMMENT 'Trials with a payment within 30 days',
  leads_open BIGINT NOT NULL COMMENT 'Leads without a trial whose window is not over yet',
  leads_expired BIGINT NOT NULL COMMENT 'Leads without a trial whose window is over',
  trials_open BIGINT NOT NULL COMMENT 'Trials without a payment whose window is not over yet',
  trials_expired BIGINT NOT NULL COMMENT 'Trials without a payment whose window is over',
  lead_to_trial DOUBLE COMMENT 'trials / (leads - leads_open); null when every lead is open',
  trial_to_paid DOUBLE COMMENT 'paid / (trials - trials_open); null when there is no trial or every one is open'
)
USING DELTA
COMMENT 'Leads to trials to payments by week of creation, segment and channel'
TBLPROPERTIES (
  'lanehouse.key' = 'cohort_week, segment, channel',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingStatsColumns' = 'cohort_week',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.counts_not_negative' = 'leads >= 0 AND trials >= 0 AND paid >= 0 AND leads_open >= 0 AND leads_expired >= 0 AND trials_open >= 0 AND trials_expired >= 0',
  'delta.constraints.lead_to_trial_is_a_share' = 'lead_to_trial IS NULL OR (lead_to_trial >= 0 AND lead_to_trial <= 1)',
  'delta.constraints.trial_to_paid_is_a_share' = 'trial_to_paid IS NULL OR (trial_to_paid >= 0 AND trial_to_paid <= 1)',
  'lanehouse.rule.leads_add_up' = 'fail: leads = trials + leads_expired + leads_open',
  'lanehouse.rule.trials_add_up' = 'fail: trials = paid + trials_expired + trials_open'
);

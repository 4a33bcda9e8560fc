CREATE TABLE gold.lead_outcomes (
  lead_id STRING NOT NULL COMMENT 'Lead',
  created_at TIMESTAMP NOT NULL COMMENT 'Time of its first lead.created',
  cohort_week DATE NOT NULL COMMENT 'Monday of the UTC week in which it was created',
  segment STRING NOT NULL COMMENT 'Segment, from its first lead.created',
  channel STRING NOT NULL COMMENT 'Marketing channel, from its first lead.created',
  company_id STRING COMMENT 'Company of its trial; null without one; two leads whose trials are of one company count twice',
  trial_status STRING NOT NULL COMMENT 'started, expired (no trial and its window is over) or open',
  trial_at TIMESTAMP COMMENT 'Time of the first trial.started of the lead within its window; null without one',
  trial_window_end TIMESTAMP NOT NULL COMMENT 'Inclusive end of the 30 days (720 hours) after created_at in which a trial counts',
  paid_at TIMESTAMP COMMENT 'Instant (the Stripe event''s created, whole seconds) of the first invoice.paid above 0 of the company within the window; null without one',
  paid_window_end TIMESTAMP COMMENT 'Inclusive end of the 30 days (720 hours) after trial_at in which a payment counts; null without a trial',
  status STRING NOT NULL COMMENT 'paid, expired (the window it is in is over) or open',
  converted_at TIMESTAMP COMMENT 'paid_at: the payment that counts; null unless paid',
  window_end TIMESTAMP NOT NULL COMMENT 'Inclusive end of the window the lead is in: that of the payment once there is a trial, else that of the trial'
)
USING DELTA
COMMENT 'What became of each lead'
TBLPROPERTIES (
  'lanehouse.key' = 'lead_id',
  'lanehouse.write' = 'replace',
  'lanehouse.files_by' = 'cohort_week',
  'delta.dataSkippingStatsColumns' = 'created_at,trial_at,trial_window_end,paid_at,paid_window_end,converted_at,window_end',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.trial_status_is_known' = 'trial_status IN (''started'', ''expired'', ''open'')',
  'delta.constraints.paid_status_is_known' = 'status IN (''paid'', ''expired'', ''open'')',
  'delta.constraints.trial_window_in_order' = 'created_at <= trial_window_end',
  'delta.constraints.paid_window_in_order' = 'paid_window_end IS NULL OR trial_at <= paid_window_end',
  'lanehouse.rule.status_is_known' = 'fail: trial_status IN (''started'', ''expired'', ''open'') AND status IN (''paid'', ''expired'', ''open'')',
  'lanehouse.rule.only_paid_trials_convert' = 'fail: (status = ''paid'') = (converted_at IS NOT NULL)',
  'lanehouse.rule.trial_is_in_its_window' = 'fail: trial_at IS NULL OR trial_at BETWEEN created_at AND trial_window_end',
  'lanehouse.rule.payment_is_in_its_window' = 'fail: paid_at IS NULL OR paid_at BETWEEN trial_at AND paid_window_end'
);

CREATE TABLE gold.mrr_missing_rates (
  month DATE NOT NULL COMMENT 'UTC month',
  company_id STRING NOT NULL COMMENT 'Company',
  subscriptions BIGINT NOT NULL COMMENT 'Its subscriptions that would have revenue at the end of the month (or at T) but are left out: their currency has no rate above 0 in the month in which they first had any'
)
USING DELTA
COMMENT 'Revenue that is left out because no exchange rate is known, by company and month'
TBLPROPERTIES (
  'lanehouse.key' = 'month, company_id',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingStatsColumns' = 'month',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.subscriptions_are_some' = 'subscriptions >= 1'
);

CREATE TABLE gold.mrr_movements (
  month DATE NOT NULL COMMENT 'UTC month at whose last instant (or at T, in the running one) the revenue differs from the month before',
  company_id STRING NOT NULL COMMENT 'Company; a subscription counts for it over its whole history, one that no company can be found for counts nowhere',
  movement STRING NOT NULL COMMENT 'new (no revenue at any month end before), reactivation (had, none at opening), expansion, contraction or churn (to 0); one per company and month',
  amount DECIMAL(18,2) NOT NULL COMMENT 'Closing less opening in USD, signed; a company sum is rounded half-up once, and stays at 9999999999999.99 beyond that'
)
USING DELTA
COMMENT 'What moved monthly recurring revenue, by company and month'
TBLPROPERTIES (
  'lanehouse.key' = 'month, company_id, movement',
  'lanehouse.write' = 'replace',
  'lanehouse.files_by' = 'month',
  'delta.dataSkippingNumIndexedCols' = '0',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.movement_has_its_sign' = '(movement IN (''new'', ''reactivation'', ''expansion'') AND amount > 0) OR (movement IN (''contraction'', ''churn'') AND amount < 0)'
);

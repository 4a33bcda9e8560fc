CREATE TABLE gold.usage_breaches (
  company_id STRING NOT NULL COMMENT 'Company',
  feature_key STRING NOT NULL COMMENT 'Feature',
  period STRING NOT NULL COMMENT 'day or month',
  period_start DATE NOT NULL COMMENT 'First day of the period',
  qty BIGINT NOT NULL COMMENT 'Units used in the period',
  soft_limit BIGINT NOT NULL COMMENT 'Soft limit of the plan in force at the last instant of the period, or at T; -1 means none',
  hard_limit BIGINT NOT NULL COMMENT 'Hard limit of the plan in force at the last instant of the period, or at T; -1 means none',
  status STRING NOT NULL COMMENT 'breach when qty > hard, else warning when qty >= soft; a limit of -1 is never reached',
  pct DOUBLE COMMENT '100 x qty / hard; null when hard is -1 or 0'
)
USING DELTA
COMMENT 'Companies at or past a usage limit of their plan'
TBLPROPERTIES (
  'lanehouse.key' = 'company_id, feature_key, period, period_start',
  'lanehouse.write' = 'replace',
  'lanehouse.files_by' = 'period_start',
  'delta.dataSkippingNumIndexedCols' = '0',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.period_is_known' = 'period IN (''day'', ''month'')',
  'delta.constraints.status_is_known' = 'status IN (''warning'', ''breach'')',
  'delta.constraints.qty_not_negative' = 'qty >= 0'
);

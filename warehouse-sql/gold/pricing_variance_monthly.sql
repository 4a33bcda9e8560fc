CREATE TABLE gold.pricing_variance_monthly (
  month DATE NOT NULL COMMENT 'UTC month of the invoices',
  scope STRING NOT NULL COMMENT 'all, segment, equipment or origin_state',
  scope_value STRING NOT NULL COMMENT 'Value of the scope; all for scope all',
  loads BIGINT NOT NULL COMMENT 'Loads that count',
  excluded BIGINT NOT NULL COMMENT 'Loads excluded',
  signed_variance DOUBLE COMMENT '(sum quoted - sum actual) / sum actual',
  mape DOUBLE COMMENT 'Mean |variance|',
  within_tolerance_share DOUBLE COMMENT 'Share of loads with |variance| <= 8 %',
  status STRING NOT NULL COMMENT 'met when |signed_variance| <= 8 %, else missed; no_data under 30 loads'
)
USING DELTA
COMMENT 'Pricing variance by month and scope, signed and absolute'
TBLPROPERTIES (
  'lanehouse.key' = 'month, scope, scope_value',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingStatsColumns' = 'month',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.scope_is_known' = 'scope IN (''all'', ''segment'', ''equipment'', ''origin_state'')',
  'delta.constraints.status_is_known' = 'status IN (''met'', ''missed'', ''no_data'')',
  'delta.constraints.counts_not_negative' = 'loads >= 0 AND excluded >= 0',
  'delta.constraints.mape_not_negative' = 'mape IS NULL OR mape >= 0',
  'delta.constraints.within_tolerance_is_a_share' = 'within_tolerance_share IS NULL OR (within_tolerance_share >= 0 AND within_tolerance_share <= 1)'
);

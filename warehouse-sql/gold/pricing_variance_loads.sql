CREATE TABLE gold.pricing_variance_loads (
  invoice_id STRING NOT NULL COMMENT 'Invoice (its newest invoice.emitted counts)',
  quote_id STRING COMMENT 'Quote',
  load_id STRING COMMENT 'Load',
  invoiced_on DATE NOT NULL COMMENT 'UTC day of the invoice',
  month DATE NOT NULL COMMENT 'UTC month of the invoice',
  segment STRING COMMENT 'Segment, from the quote',
  equipment STRING COMMENT 'Equipment, from the quote',
  lane STRING COMMENT 'Origin state-destination state, else area-area, else null',
  origin_state STRING COMMENT 'Origin state, from the quote',
  quoted_cost DECIMAL(18,2) COMMENT 'cost_estimate of the quote as first priced, as it came',
  actual_cost DECIMAL(18,2) COMMENT 'carrier_cost of the invoice, as it came',
  variance DOUBLE COMMENT '(quoted - actual) / actual; null when excluded',
  within_tolerance BOOLEAN COMMENT 'Whether |variance| <= 8 %, decided on exact decimals; null when excluded',
  excluded_reason STRING COMMENT 'First of cancelled, no_quote, bad_amount, currency, fuel_basis that holds; null when the load counts'
)
USING DELTA
COMMENT 'Quoted against actual cost, one row per invoice'
TBLPROPERTIES (
  'lanehouse.key' = 'invoice_id',
  'lanehouse.write' = 'replace',
  'lanehouse.files_by' = 'invoiced_on',
  'delta.dataSkippingStatsColumns' = 'month',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.excluded_reason_is_known' = 'excluded_reason IS NULL OR excluded_reason IN (''cancelled'', ''no_quote'', ''bad_amount'', ''currency'', ''fuel_basis'')',
  'delta.constraints.variance_unless_excluded' = '(excluded_reason IS NULL AND variance IS NOT NULL AND within_tolerance IS NOT NULL) OR (excluded_reason IS NOT NULL AND variance IS NULL AND within_tolerance IS NULL)',
  'lanehouse.rule.quote_is_known' = 'warn over 5 %: excluded_reason IS DISTINCT FROM ''no_quote''',
  'lanehouse.rule.lane_is_known' = 'warn over 5 %: lane IS NOT NULL'
);

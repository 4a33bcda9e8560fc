CREATE TABLE gold.quote_outcomes (
  quote_id STRING NOT NULL COMMENT 'Quote',
  priced_at TIMESTAMP NOT NULL COMMENT 'Time of the first quote.priced',
  priced_on DATE NOT NULL COMMENT 'UTC day on which it was priced',
  month DATE NOT NULL COMMENT 'UTC month in which it was priced',
  segment STRING NOT NULL COMMENT 'Segment of the company, from the first quote.priced',
  equipment STRING NOT NULL COMMENT 'Equipment',
  company_id STRING NOT NULL COMMENT 'Company',
  status STRING NOT NULL COMMENT 'booked, lost, expired or open',
  converted_at TIMESTAMP COMMENT 'Time of the booking that counts; null unless booked',
  window_end TIMESTAMP NOT NULL COMMENT 'Inclusive end of the 14-day window',
  quoted_cost DECIMAL(18,2) COMMENT 'cost_estimate of the first quote.priced, as it came',
  currency STRING COMMENT 'Currency of the first quote.priced',
  fuel_included BOOLEAN COMMENT 'Whether that price includes fuel',
  origin_state STRING COMMENT 'Origin state',
  lane STRING COMMENT 'Origin state-destination state, else area-area, else null'
)
USING DELTA
COMMENT 'What became of each quote'
TBLPROPERTIES (
  'lanehouse.key' = 'quote_id',
  'lanehouse.write' = 'replace',
  'lanehouse.files_by' = 'priced_on',
  'delta.dataSkippingStatsColumns' = 'priced_at,month,converted_at,window_end',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.outcome_is_known' = 'status IN (''booked'', ''lost'', ''expired'', ''open'')',
  'delta.constraints.window_in_order' = 'priced_at <= window_end',
  'lanehouse.rule.status_is_known' = 'fail: status IN (''booked'', ''lost'', ''expired'', ''open'')',
  'lanehouse.rule.only_booked_quotes_convert' = 'fail: (status = ''booked'') = (converted_at IS NOT NULL)',
  'lanehouse.rule.conversion_is_in_the_window' = 'fail: converted_at IS NULL OR converted_at BETWEEN priced_at AND window_end'
);

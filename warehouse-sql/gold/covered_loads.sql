CREATE TABLE gold.covered_loads (
  load_id STRING NOT NULL COMMENT 'Load (its newest load.covered counts)',
  quote_id STRING COMMENT 'Quote it was covered for',
  carrier_id STRING COMMENT 'Carrier that covers it',
  carrier_cost DECIMAL(18,2) COMMENT 'What the carrier gets, as it came',
  fuel_included BOOLEAN COMMENT 'Whether the cost includes fuel; costs on different bases do not compare',
  known_at TIMESTAMP NOT NULL COMMENT 'When the cost became known: time of the newest load.covered, at or before the beginning of the UTC day of the run',
  month DATE NOT NULL COMMENT 'UTC month in which it became known',
  asked_at TIMESTAMP COMMENT 'When the quote was first priced; null without a quote',
  origin_area STRING COMMENT 'Market area of the origin, else the first three digits of its ZIP code',
  destination_area STRING COMMENT 'Market area of the destination, else the first three digits of its ZIP code',
  equipment STRING COMMENT 'Equipment, from the quote',
  miles DOUBLE COMMENT 'Road miles, from the quote',
  weight_lbs DOUBLE COMMENT 'Weight in pounds, from the quote',
  pickup_date DATE COMMENT 'Day of pickup, from the quote',
  left_out STRING COMMENT 'First of cancelled, no_quote, currency, bad_amount, known_before_quote, incomplete that holds: the load says nothing of rates; null when it counts'
)
USING DELTA
COMMENT 'What carriers were paid, one row per load that was ever covered: lane histories are made of it without reading every quote again'
TBLPROPERTIES (
  'lanehouse.key' = 'load_id',
  'lanehouse.write' = 'replace',
  'lanehouse.files_by' = 'month',
  'delta.dataSkippingStatsColumns' = 'known_at,asked_at,pickup_date',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 2 days',
  'delta.deletedFileRetentionDuration' = 'interval 2 days',
  'delta.constraints.left_out_is_known' = 'left_out IS NULL OR left_out IN (''cancelled'', ''no_quote'', ''currency'', ''bad_amount'', ''known_before_quote'', ''incomplete'')',
  'delta.constraints.complete_unless_left_out' = 'left_out IS NOT NULL OR (carrier_cost > 0 AND miles > 0 AND asked_at <= known_at AND origin_area IS NOT NULL AND destination_area IS NOT NULL AND equipment IS NOT NULL AND pickup_date IS NOT NULL AND fuel_included IS NOT NULL)'
);

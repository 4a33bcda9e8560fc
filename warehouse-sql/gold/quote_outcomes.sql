CREATE TABLE gold.quote_outcomes (
  quote_id STRING NOT NULL COMMENT 'Quote',
  priced_at TIMESTAMP NOT NULL COMMENT 'Time of the first quote.priced',
  month DATE NOT NULL COMMENT 'UTC month in which it was priced',
  segment STRING NOT NULL COMMENT 'Segment of the company, from the first quote.priced',
  equipment STRING NOT NULL COMMENT 'Equipment',
  company_id STRING NOT NULL COMMENT 'Company',
  status STRING NOT NULL COMMENT 'booked, lost, expired or open',
  converted_at TIMESTAMP COMMENT 'Time of the booking that counts; null unless booked',
  window_end TIMESTAMP NOT NULL COMMENT 'Inclusive end of the 14-day window'
)
USING DELTA
COMMENT 'What became of each quote'
TBLPROPERTIES (
  'lanehouse.key' = 'quote_id',
  'lanehouse.write' = 'replace'
);

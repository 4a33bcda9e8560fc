CREATE TABLE reference.fx_rates (
  month DATE NOT NULL COMMENT 'First day of the month',
  currency STRING NOT NULL COMMENT 'Currency, lower case',
  usd_per_unit DECIMAL(18,8) NOT NULL COMMENT 'US dollars for one unit'
)
USING DELTA
COMMENT 'Exchange rates by month, from fx_rates.csv'
TBLPROPERTIES (
  'lanehouse.key' = 'month, currency',
  'lanehouse.write' = 'replace'
);

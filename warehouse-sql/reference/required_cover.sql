CREATE TABLE reference.required_cover (
  coverage STRING NOT NULL COMMENT 'auto, cargo, general or workers_comp',
  limit_usd DECIMAL(18,2) NOT NULL COMMENT 'Least limit of cover in USD'
)
USING DELTA
COMMENT 'Insurance that a carrier must have, from required_cover.csv'
TBLPROPERTIES (
  'lanehouse.key' = 'coverage',
  'lanehouse.write' = 'replace'
);

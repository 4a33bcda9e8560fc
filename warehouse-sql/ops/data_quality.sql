CREATE TABLE ops.data_quality (
  run_id STRING NOT NULL COMMENT 'Run',
  table STRING NOT NULL COMMENT 'Table the rule belongs to',
  rule STRING NOT NULL COMMENT 'Name of the rule',
  as_of TIMESTAMP NOT NULL COMMENT 'Instant the run describes',
  checked BIGINT NOT NULL COMMENT 'Rows checked',
  failed BIGINT NOT NULL COMMENT 'Rows that broke the rule',
  action STRING NOT NULL COMMENT 'warn, drop or fail',
  status STRING NOT NULL COMMENT 'passed, warned, dropped or failed'
)
USING DELTA
COMMENT 'Results of the quality rules'
TBLPROPERTIES (
  'lanehouse.key' = 'run_id, table, rule',
  'lanehouse.write' = 'append'
);

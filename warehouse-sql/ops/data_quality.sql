CREATE TABLE ops.data_quality (
  run_id STRING NOT NULL COMMENT 'Run of one job, as in ops.job_runs',
  table STRING NOT NULL COMMENT 'Table the rule belongs to',
  rule STRING NOT NULL COMMENT 'Name of the rule',
  as_of TIMESTAMP NOT NULL COMMENT 'Instant the run describes',
  checked BIGINT NOT NULL COMMENT 'Rows checked; for a rule between tables, what it compared',
  failed BIGINT NOT NULL COMMENT 'How much of that broke the rule',
  action STRING NOT NULL COMMENT 'warn (all rows are stored), drop (those that break the rule are not) or fail (nothing of the job is)',
  status STRING NOT NULL COMMENT 'passed (nothing broke the rule, or no larger a share than it tolerates), warned, dropped or failed',
  examples ARRAY<STRING> NOT NULL COMMENT 'Up to 5 rows that broke the rule, as JSON'
)
USING DELTA
COMMENT 'Results of the quality rules'
TBLPROPERTIES (
  'lanehouse.key' = 'run_id, table, rule',
  'lanehouse.write' = 'append',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

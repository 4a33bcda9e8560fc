CREATE TABLE ops.job_runs (
  run_id STRING NOT NULL COMMENT 'Run of one job: what all jobs of a run share, a slash and the job',
  job STRING NOT NULL COMMENT 'Job',
  as_of TIMESTAMP NOT NULL COMMENT 'Instant the run describes',
  started_at TIMESTAMP NOT NULL COMMENT 'Start',
  finished_at TIMESTAMP NOT NULL COMMENT 'End',
  status STRING NOT NULL COMMENT 'succeeded, failed or skipped (a table it reads did not come about)',
  rows_in BIGINT COMMENT 'Rows that its tasks read from files; those that the index of rows found are not in it; null when it was skipped',
  rows_out BIGINT COMMENT 'Rows it added, changed or removed',
  bytes_in BIGINT COMMENT 'Bytes that its tasks read from files; null when it was skipped',
  cpu_seconds DOUBLE COMMENT 'CPU seconds of its tasks; planning is not in it; null when it was skipped',
  input_versions MAP<STRING,BIGINT> NOT NULL COMMENT 'Delta version of each table it read',
  batch_id BIGINT NOT NULL COMMENT 'Newest ingest batch that it saw; 0 before the first',
  job_version INT NOT NULL COMMENT 'Version of the function that computed',
  scope STRING COMMENT 'What was computed and why: everything, some groups or nothing; null when it did not get so far',
  error STRING COMMENT 'What went wrong'
)
USING DELTA
COMMENT 'One row per job and run'
TBLPROPERTIES (
  'lanehouse.key' = 'run_id',
  'lanehouse.write' = 'append',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

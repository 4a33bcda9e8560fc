CREATE TABLE ops.agent_tasks (
  task_id STRING NOT NULL COMMENT 'Deterministic id: hash of the key of the task',
  company_id STRING NOT NULL COMMENT 'Company',
  fn_name STRING NOT NULL COMMENT 'Function to run, such as notify_ops',
  payload STRING NOT NULL COMMENT 'Arguments as JSON',
  created_at TIMESTAMP NOT NULL COMMENT 'as_of of the run that first saw the need',
  status STRING NOT NULL COMMENT 'open, claimed or done'
)
USING DELTA
COMMENT 'Tasks for people and scripts, at most one per key for ever'
TBLPROPERTIES (
  'lanehouse.key' = 'task_id',
  'lanehouse.write' = 'append-new'
);

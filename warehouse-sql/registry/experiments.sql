CREATE TABLE registry.experiments (
  event_id STRING NOT NULL COMMENT 'Random identity of the change',
  experiment_id STRING NOT NULL COMMENT 'Experiment; also the seed of its assignment',
  event STRING NOT NULL COMMENT 'launched (runs from at on with this allocation and these arms, in a phase of its own) or stopped (at at)',
  phase INT NOT NULL COMMENT 'Grows from 1; results of two phases are never mixed',
  allocation DOUBLE NOT NULL COMMENT 'Share of companies that are in the experiment, above 0 and up to 1',
  arms STRING NOT NULL COMMENT 'JSON list of the arms in order, each with name, weight and, if it differs from the usual price, margin or model_alias',
  at TIMESTAMP NOT NULL COMMENT 'When the change takes effect: of a launch the start of a Monday (UTC)',
  by STRING NOT NULL COMMENT 'Who or what changed it',
  reason STRING COMMENT 'Why'
)
USING DELTA
COMMENT 'Every change of a pricing experiment; two changes of one experiment can never both win the same turn'
TBLPROPERTIES (
  'lanehouse.key' = 'event_id',
  'lanehouse.write' = 'append'
);

CREATE TABLE registry.model_aliases (
  event_id STRING NOT NULL COMMENT 'Random identity of the change',
  name STRING NOT NULL COMMENT 'Model: rate, churn or lead',
  alias STRING NOT NULL COMMENT 'champion, challenger or shadow',
  version BIGINT NOT NULL COMMENT 'Version that the alias names from now on',
  replaces BIGINT COMMENT 'Version that the alias named before; null when it named none',
  set_at TIMESTAMP NOT NULL COMMENT 'When the alias was set; of one alias the newest set_at holds',
  set_by STRING NOT NULL COMMENT 'Who or what set it',
  reason STRING COMMENT 'Why; required when a gate refused the version'
)
USING DELTA
COMMENT 'Every change of a model alias; two changes of one alias can never both win the same turn'
TBLPROPERTIES (
  'lanehouse.key' = 'event_id',
  'lanehouse.write' = 'append'
);

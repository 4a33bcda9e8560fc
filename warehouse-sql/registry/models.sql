CREATE TABLE registry.models (
  name STRING NOT NULL COMMENT 'Model: rate, churn or lead',
  version BIGINT NOT NULL COMMENT 'Grows from 1 within a name',
  algorithm STRING NOT NULL COMMENT 'How it was trained, in words',
  params MAP<STRING,STRING> NOT NULL COMMENT 'Settings of the training: trees, depth, split, seed and the like',
  metrics MAP<STRING,DOUBLE> NOT NULL COMMENT 'Out-of-time measures by name; shares and errors as ratios',
  signature STRING NOT NULL COMMENT 'Names of the inputs in order, separated by commas',
  data_versions MAP<STRING,BIGINT> NOT NULL COMMENT 'Delta version of each table it was trained on',
  artifact BINARY NOT NULL COMMENT 'The compiled model, in the format that the registry module documents',
  artifact_sha256 STRING NOT NULL COMMENT 'SHA-256 of the artifact, lower-case hexadecimal',
  code_revision STRING NOT NULL COMMENT 'Revision of the code that trained it; unknown when it cannot be told',
  created_at TIMESTAMP NOT NULL COMMENT 'When the version was stored',
  created_by STRING NOT NULL COMMENT 'Who or what trained it'
)
USING DELTA
COMMENT 'Every trained model version; rows are never changed'
TBLPROPERTIES (
  'lanehouse.key' = 'name, version',
  'lanehouse.write' = 'append'
);

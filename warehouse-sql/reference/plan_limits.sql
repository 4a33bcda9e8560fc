CREATE TABLE reference.plan_limits (
  plan STRING NOT NULL COMMENT 'Plan',
  feature_key STRING NOT NULL COMMENT 'Feature',
  period STRING NOT NULL COMMENT 'day or month',
  soft BIGINT NOT NULL COMMENT 'Units at which a warning starts; -1 means none',
  hard BIGINT NOT NULL COMMENT 'Units above which it is a breach; -1 means none'
)
USING DELTA
COMMENT 'Usage limits by plan, from plan_limits.csv'
TBLPROPERTIES (
  'lanehouse.key' = 'plan, feature_key, period',
  'lanehouse.write' = 'replace'
);

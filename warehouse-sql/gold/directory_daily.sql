CREATE TABLE gold.directory_daily (
  as_of TIMESTAMP NOT NULL COMMENT 'Instant the row describes',
  carriers BIGINT NOT NULL COMMENT 'Active carriers',
  completeness DOUBLE COMMENT 'Mean completeness over active carriers',
  coi_freshness DOUBLE COMMENT '(fresh + expiring) / active carriers'
)
USING DELTA
COMMENT 'Health of the carrier directory'
TBLPROPERTIES (
  'lanehouse.key' = 'as_of',
  'lanehouse.write' = 'snapshot'
);

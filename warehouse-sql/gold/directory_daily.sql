CREATE TABLE gold.directory_daily (
  as_of TIMESTAMP NOT NULL COMMENT 'Instant the row describes; run --follow stores one a UTC day, at its first T',
  carriers BIGINT NOT NULL COMMENT 'Active carriers',
  completeness DOUBLE COMMENT 'Mean completeness over active carriers',
  coi_freshness DOUBLE COMMENT '(fresh + expiring) / active carriers'
)
USING DELTA
COMMENT 'Health of the carrier directory'
TBLPROPERTIES (
  'lanehouse.key' = 'as_of',
  'lanehouse.write' = 'snapshot',
  'lanehouse.snapshots' = 'daily',
  'delta.dataSkippingStatsColumns' = 'as_of',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.carriers_not_negative' = 'carriers >= 0',
  'delta.constraints.completeness_is_a_share' = 'completeness IS NULL OR (completeness >= 0 AND completeness <= 1)',
  'delta.constraints.coi_freshness_is_a_share' = 'coi_freshness IS NULL OR (coi_freshness >= 0 AND coi_freshness <= 1)'
);

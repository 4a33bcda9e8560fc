CREATE TABLE gold.carrier_scorecards (
  as_of TIMESTAMP NOT NULL COMMENT 'Instant the row describes; run --follow stores one a UTC day, at its first T',
  carrier_id STRING NOT NULL COMMENT 'Carrier',
  active BOOLEAN NOT NULL COMMENT 'False when the newest active is false',
  completeness DOUBLE NOT NULL COMMENT 'Filled required fields / 17',
  missing_fields ARRAY<STRING> NOT NULL COMMENT 'Required fields that are not filled, in the order of the definition',
  coi_status STRING NOT NULL COMMENT 'missing, expired, below_limit, expiring or fresh; a filing replaced by one of another cover counts as never filed; fresh when no cover is required',
  coi_soonest_end DATE COMMENT 'Earliest end over required covers; null unless fresh or expiring, and when nothing ends',
  score DOUBLE NOT NULL COMMENT '50 x completeness + 30 x COI + 20 x standing, not rounded',
  badge_eligible BOOLEAN NOT NULL COMMENT 'completeness >= 0.85, COI fresh or expiring, standing good'
)
USING DELTA
COMMENT 'Profile completeness and insurance of every carrier'
TBLPROPERTIES (
  'lanehouse.key' = 'as_of, carrier_id',
  'lanehouse.write' = 'snapshot',
  'lanehouse.snapshots' = 'daily',
  'delta.dataSkippingStatsColumns' = 'as_of,coi_soonest_end',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.coi_status_is_known' = 'coi_status IN (''missing'', ''expired'', ''below_limit'', ''expiring'', ''fresh'')',
  'delta.constraints.completeness_is_a_share' = 'completeness >= 0 AND completeness <= 1',
  'delta.constraints.score_is_of_100' = 'score >= 0 AND score <= 100',
  'lanehouse.rule.shares_are_shares' = 'fail: completeness BETWEEN 0 AND 1 AND score BETWEEN 0 AND 100'
);

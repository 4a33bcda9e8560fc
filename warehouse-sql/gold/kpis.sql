CREATE TABLE gold.kpis (
  as_of TIMESTAMP NOT NULL COMMENT 'Instant the row describes',
  kpi STRING NOT NULL COMMENT 'Name of the KPI',
  value DOUBLE COMMENT 'Value; shares are ratios (0.2 = 20 %); waits (dsr_days_max, p1 and p2_response_hours, critical_finding_days) are of cases first opened in (T - 90 d, T], with the severity of that opening; null when it cannot be computed',
  target DOUBLE NOT NULL COMMENT 'Target in the unit of the value',
  direction STRING NOT NULL COMMENT 'at_least, at_most or within',
  status STRING NOT NULL COMMENT 'met, missed or no_data',
  source STRING NOT NULL COMMENT 'Tables the value is read from, or that no job measures it yet'
)
USING DELTA
COMMENT 'The scoreboard: every KPI against its target'
TBLPROPERTIES (
  'lanehouse.key' = 'as_of, kpi',
  'lanehouse.write' = 'snapshot',
  'delta.dataSkippingStatsColumns' = 'as_of',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.direction_is_known' = 'direction IN (''at_least'', ''at_most'', ''within'')',
  'delta.constraints.status_is_known' = 'status IN (''met'', ''missed'', ''no_data'')'
);

CREATE TABLE gold.slo_status (
  slo STRING NOT NULL COMMENT 'Service level',
  window_end TIMESTAMP NOT NULL COMMENT 'Inclusive end of the window: every full hour h with T - 30 d < h <= T, and T; each from events with time <= T',
  good BIGINT NOT NULL COMMENT 'Good records in the window (end - length, end]',
  total BIGINT NOT NULL COMMENT 'Records in the window: tasks by finished_at, one per task_id as its newest event has it; every quote.priced, repriced ones too; probes of all services and regions',
  ratio DOUBLE COMMENT 'good / total; null when total is 0',
  objective DOUBLE NOT NULL COMMENT 'Least ratio that is promised',
  budget_remaining DOUBLE COMMENT '1 - (1 - ratio) / (1 - objective); below 0 when more than the budget is spent; null when total is 0',
  burn_rates MAP<STRING,DOUBLE> NOT NULL COMMENT '(1 - ratio) / (1 - objective) over the last 5m, 30m, 1h, 2h, 6h, 1d and 3d before window_end; null where a window holds no record',
  status STRING NOT NULL COMMENT 'no_data under 20 records, else breach when ratio < objective, else ok'
)
USING DELTA
COMMENT 'Every service level at every hour of the last 30 days and at the newest T'
TBLPROPERTIES (
  'lanehouse.key' = 'slo, window_end',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingStatsColumns' = 'window_end',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.status_is_known' = 'status IN (''ok'', ''breach'', ''no_data'')',
  'delta.constraints.no_more_good_than_there_are' = 'good >= 0 AND good <= total',
  'delta.constraints.ratio_is_a_share' = 'ratio IS NULL OR (ratio >= 0 AND ratio <= 1)',
  'delta.constraints.objective_is_a_share' = 'objective > 0 AND objective < 1'
);

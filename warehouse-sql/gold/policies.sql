CREATE TABLE gold.policies (
  coi_id STRING NOT NULL COMMENT 'Certificate of insurance; its newest coi.filed replaces older ones',
  carrier_id STRING NOT NULL COMMENT 'Carrier',
  coverage STRING NOT NULL COMMENT 'auto, cargo, general or workers_comp',
  limit_usd DECIMAL(18,2) NOT NULL COMMENT 'Limit in US dollars',
  effective_on DATE NOT NULL COMMENT 'First day in force',
  expires_on DATE COMMENT 'Last day in force as filed; null when it runs until it is cancelled',
  cancels_on DATE COMMENT 'Last day in force as the newest coi.cancelled says; null when it was not cancelled',
  end_on DATE COMMENT 'The earlier of the two; null when there is neither'
)
USING DELTA
COMMENT 'Carriers'' policies as last filed and cancelled'
TBLPROPERTIES (
  'lanehouse.key' = 'coi_id',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingStatsColumns' = 'effective_on,expires_on,cancels_on,end_on',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.coverage_is_known' = 'coverage IN (''auto'', ''cargo'', ''general'', ''workers_comp'')'
);

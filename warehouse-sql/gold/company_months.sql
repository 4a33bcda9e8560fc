CREATE TABLE gold.company_months (
  month DATE NOT NULL COMMENT 'UTC month',
  company_id STRING NOT NULL COMMENT 'Company that a quote was priced for, or that used a feature, in the month',
  first_seen_on DATE NOT NULL COMMENT 'UTC day of its first quote.priced or usage.recorded in the month',
  last_seen_on DATE NOT NULL COMMENT 'UTC day of its last quote.priced or usage.recorded in the month',
  segment STRING COMMENT 'Segment that its newest quote.priced in the month names; null without one',
  segment_at TIMESTAMP COMMENT 'Time of that quote.priced; null without one',
  segment_event_id STRING COMMENT 'CloudEvent id of that quote.priced; null without one',
  segment_source STRING COMMENT 'CloudEvent source of that quote.priced; null without one'
)
USING DELTA
COMMENT 'What the events of a month say of each company: silver.companies is made of it without reading every quote again'
TBLPROPERTIES (
  'lanehouse.key' = 'month, company_id',
  'lanehouse.write' = 'replace',
  'lanehouse.files_by' = 'month',
  'delta.dataSkippingStatsColumns' = 'first_seen_on,last_seen_on,segment_at',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.seen_in_order' = 'first_seen_on <= last_seen_on'
);

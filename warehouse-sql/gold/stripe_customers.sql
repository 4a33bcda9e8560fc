CREATE TABLE gold.stripe_customers (
  customer_id STRING NOT NULL COMMENT 'Stripe customer (cus_...)',
  company_id STRING NOT NULL COMMENT 'Company that its newest customer.created or customer.updated that names one names (metadata.company_id)'
)
USING DELTA
COMMENT 'Which company a Stripe customer is'
TBLPROPERTIES (
  'lanehouse.key' = 'customer_id',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingNumIndexedCols' = '0',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours'
);

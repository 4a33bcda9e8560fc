CREATE TABLE reference.plans (
  plan STRING NOT NULL COMMENT 'Plan',
  lookup_key STRING NOT NULL COMMENT 'Stripe price lookup key',
  amount_usd DECIMAL(18,2) NOT NULL COMMENT 'Price per interval in USD',
  interval STRING NOT NULL COMMENT 'Billing interval'
)
USING DELTA
COMMENT 'Plans and their prices, from plans.csv'
TBLPROPERTIES (
  'lanehouse.key' = 'lookup_key',
  'lanehouse.write' = 'replace'
);

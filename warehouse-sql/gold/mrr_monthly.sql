CREATE TABLE gold.mrr_monthly (
  month DATE NOT NULL COMMENT 'UTC month; without gaps from the first at whose end any company has revenue to that of T',
  complete BOOLEAN NOT NULL COMMENT 'Whether the last instant of the month is not after T; else the month is reported as far as T',
  opening DECIMAL(18,2) NOT NULL COMMENT 'Closing of the month before in USD',
  new DECIMAL(18,2) NOT NULL COMMENT 'Sum of new movements',
  expansion DECIMAL(18,2) NOT NULL COMMENT 'Sum of expansion movements',
  contraction DECIMAL(18,2) NOT NULL COMMENT 'Sum of contraction movements, not above 0',
  churn DECIMAL(18,2) NOT NULL COMMENT 'Sum of churn movements, not above 0',
  reactivation DECIMAL(18,2) NOT NULL COMMENT 'Sum of reactivation movements',
  closing DECIMAL(18,2) NOT NULL COMMENT 'Sum of the company revenues, each rounded to the cent, in USD: an amount counts in the currency of the first price of its subscription (else that of the subscription), a number of more than 15 digits before or 20 after the point as absent, an interval that Stripe does not have as 0, amount_off of a coupon in another currency as nothing, a discount without start as always begun',
  net_growth DOUBLE COMMENT '(closing - opening) / opening; null when opening is 0',
  customers_opening BIGINT NOT NULL COMMENT 'Companies whose rounded revenue was above 0.00 at opening',
  customers_churned BIGINT NOT NULL COMMENT 'Companies with a churn movement',
  logo_churn DOUBLE COMMENT 'customers_churned / customers_opening; null when there was none',
  grr DOUBLE COMMENT '(opening + contraction + churn) / opening, reactivation left out; null when opening is 0',
  nrr DOUBLE COMMENT 'grr and expansion; null when opening is 0',
  missing_rates BIGINT NOT NULL COMMENT 'Subscriptions of known companies left out that would have revenue at the end (or at T): their currency has no rate above 0 in the month in which they first had any'
)
USING DELTA
COMMENT 'Monthly recurring revenue from opening to closing'
TBLPROPERTIES (
  'lanehouse.key' = 'month',
  'lanehouse.write' = 'replace',
  'delta.dataSkippingStatsColumns' = 'month',
  'delta.enableChangeDataFeed' = 'true',
  'delta.logRetentionDuration' = 'interval 1 days',
  'delta.deletedFileRetentionDuration' = 'interval 6 hours',
  'delta.constraints.revenue_not_negative' = 'opening >= 0 AND closing >= 0',
  'delta.constraints.gains_and_losses_have_their_sign' = 'new >= 0 AND expansion >= 0 AND reactivation >= 0 AND contraction <= 0 AND churn <= 0',
  'delta.constraints.no_more_churn_than_there_were' = 'customers_churned >= 0 AND customers_churned <= customers_opening',
  'delta.constraints.logo_churn_is_a_share' = 'logo_churn IS NULL OR (logo_churn >= 0 AND logo_churn <= 1)',
  'delta.constraints.grr_is_a_share' = 'grr IS NULL OR (grr >= 0 AND grr <= 1)',
  'delta.constraints.missing_rates_not_negative' = 'missing_rates >= 0',
  'lanehouse.rule.movements_lead_from_opening_to_closing' = 'fail: opening + new + expansion + contraction + churn + reactivation = closing'
);

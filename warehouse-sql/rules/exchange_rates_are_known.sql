-- Every subscription with revenue has an exchange rate: one row for each month and subscription that is left out for want of one.
-- table: gold.mrr_monthly
-- reads: gold.mrr_missing_rates, gold.mrr_monthly
-- action: warn
SELECT month, company_id, number AS subscription, FALSE AS holds
FROM gold_mrr_missing_rates LATERAL VIEW explode(sequence(1L, subscriptions)) AS number;

-- Every subscription with revenue has an exchange rate: a row for each month that leaves none out, and for each month and subscription left out.
-- table: gold.mrr_monthly
-- reads: gold.mrr_missing_rates, gold.mrr_monthly
-- action: warn
SELECT month, CAST(NULL AS STRING) AS company_id, CAST(NULL AS BIGINT) AS subscription, TRUE AS holds
FROM gold_mrr_monthly WHERE missing_rates = 0
UNION ALL
SELECT month, company_id, number AS subscription, FALSE AS holds
FROM gold_mrr_missing_rates LATERAL VIEW explode(sequence(1L, subscriptions)) AS number;

-- A month's usage is the sum of its days', for every company and feature.
-- table: gold.usage_monthly
-- reads: gold.usage_daily, gold.usage_monthly
-- action: fail
WITH days AS (
  SELECT company_id, feature_key, trunc(day, 'MONTH') AS month,
         coalesce(try_sum(qty), 9223372036854775807) AS qty, sum(events) AS events
  FROM gold_usage_daily
  GROUP BY ALL)
SELECT company_id, feature_key, month, days.qty AS qty_of_days, gold_usage_monthly.qty,
       days.qty <=> gold_usage_monthly.qty AND days.events <=> gold_usage_monthly.events AS holds
FROM days
FULL JOIN gold_usage_monthly USING (company_id, feature_key, month);

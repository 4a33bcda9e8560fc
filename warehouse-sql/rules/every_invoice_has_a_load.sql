-- There is one row for each invoice that was emitted until T.
-- table: gold.pricing_variance_loads
-- reads: silver.quotes, gold.pricing_variance_loads
-- action: fail
WITH emitted AS (
  SELECT count(DISTINCT invoice_id) AS invoices FROM silver_quotes WHERE type = 'invoice.emitted'),
compared AS (SELECT count(*) AS loads FROM gold_pricing_variance_loads)
SELECT invoices, loads, invoices = loads AS holds
FROM emitted
CROSS JOIN compared;

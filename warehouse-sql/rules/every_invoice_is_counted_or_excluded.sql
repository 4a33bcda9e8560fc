-- The loads that count and those excluded are, month by month, all invoices.
-- table: gold.pricing_variance_monthly
-- reads: gold.pricing_variance_loads, gold.pricing_variance_monthly
-- action: fail
WITH invoiced AS (SELECT month, count(*) AS invoices FROM gold_pricing_variance_loads GROUP BY month),
counted AS (
  SELECT month, loads, excluded
  FROM gold_pricing_variance_monthly
  WHERE scope = 'all')
SELECT month, invoices, loads, excluded,
       invoices <=> loads + excluded AS holds
FROM invoiced
FULL JOIN counted USING (month);

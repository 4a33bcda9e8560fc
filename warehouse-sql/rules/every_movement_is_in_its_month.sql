-- A month's movements are those of its companies, and it opens with what the month before closed with.
-- table: gold.mrr_monthly
-- reads: gold.mrr_movements, gold.mrr_monthly
-- action: fail
WITH moved AS (SELECT month, movement, sum(amount) AS amount FROM gold_mrr_movements GROUP BY month, movement),
reported AS (
  SELECT month, movement, amount
  FROM gold_mrr_monthly
  LATERAL VIEW stack(5, 'new', new, 'expansion', expansion, 'contraction', contraction, 'churn', churn,
                        'reactivation', reactivation) AS movement, amount),
compared AS (
  SELECT month, movement, moved.amount AS of_companies, reported.amount AS in_the_month,
         coalesce(moved.amount, 0) = coalesce(reported.amount, 0) AS holds
  FROM reported
  FULL JOIN moved USING (month, movement)),
openings AS (
  SELECT month, 'opening', lag(closing, 1, 0.00) OVER (ORDER BY month) AS of_companies, opening AS in_the_month
  FROM gold_mrr_monthly)
SELECT * FROM compared
UNION ALL
SELECT *, of_companies = in_the_month AS holds FROM openings;

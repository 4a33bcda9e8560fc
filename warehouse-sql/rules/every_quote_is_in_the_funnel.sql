-- The quotes of a month's funnel are those that were priced in it.
-- table: gold.quote_funnel
-- reads: gold.quote_outcomes, gold.quote_funnel
-- action: fail
WITH priced AS (SELECT month, count(*) AS quotes FROM gold_quote_outcomes GROUP BY month),
funnel AS (SELECT month, sum(quotes) AS quotes FROM gold_quote_funnel GROUP BY month)
SELECT month, priced.quotes AS quotes_priced, funnel.quotes AS quotes_in_the_funnel,
       priced.quotes <=> funnel.quotes AS holds
FROM priced
FULL JOIN funnel USING (month);

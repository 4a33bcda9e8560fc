-- Where quotes were priced, there are outcomes.
-- table: gold.quote_outcomes
-- reads: silver.quotes, gold.quote_outcomes
-- action: warn
WITH given AS (
  SELECT count(*) AS quotes FROM (SELECT 1 FROM silver_quotes WHERE type = 'quote.priced' LIMIT 1)),
found AS (SELECT count(*) AS outcomes FROM gold_quote_outcomes)
SELECT quotes > 0 AS there_are_quotes, outcomes, quotes = 0 OR outcomes > 0 AS holds
FROM given
CROSS JOIN found;

-- The newest quote was priced at most three days before T: a weekend without quotes is no news.
-- table: gold.quote_outcomes
-- reads: gold.quote_outcomes
-- action: warn
SELECT newest, newest IS NULL OR newest >= :as_of - INTERVAL '3' DAY AS holds
FROM (SELECT max(priced_at) AS newest FROM gold_quote_outcomes);

-- The newest usage lies at most three days before T: a weekend without usage is no news.
-- table: gold.usage_daily
-- reads: gold.usage_daily
-- action: warn
SELECT newest, newest IS NULL OR newest >= to_date(:as_of - INTERVAL '3' DAY) AS holds
FROM (SELECT max(day) AS newest FROM gold_usage_daily);

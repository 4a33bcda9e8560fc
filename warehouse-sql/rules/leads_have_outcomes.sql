-- Where there are leads, there are outcomes.
-- table: gold.lead_outcomes
-- reads: silver.growth, gold.lead_outcomes
-- action: warn
WITH given AS (
  SELECT count(*) AS leads FROM (SELECT 1 FROM silver_growth WHERE type = 'lead.created' LIMIT 1)),
found AS (SELECT count(*) AS outcomes FROM gold_lead_outcomes)
SELECT leads > 0 AS there_are_leads, outcomes, leads = 0 OR outcomes > 0 AS holds
FROM given
CROSS JOIN found;

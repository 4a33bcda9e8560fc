-- The leads of a week's funnel are those that were created in it.
-- table: gold.acquisition_funnel
-- reads: gold.lead_outcomes, gold.acquisition_funnel
-- action: fail
WITH created AS (SELECT cohort_week, count(*) AS leads FROM gold_lead_outcomes GROUP BY cohort_week),
funnel AS (SELECT cohort_week, sum(leads) AS leads FROM gold_acquisition_funnel GROUP BY cohort_week)
SELECT cohort_week, created.leads AS leads_created, funnel.leads AS leads_in_the_funnel,
       created.leads <=> funnel.leads AS holds
FROM created
FULL JOIN funnel USING (cohort_week);

package com.lanehouse.jobs.companies;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.PlansInForce;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the newest events say of each company, and which plan it has at T (the metric definition, Usage). A lead is of
 * the company that its trial names. Quotes and usage are taken from what is said by month already.
 */
public final class CompaniesJob implements Job {
    private static final String COMPANIES = "silver.companies";
    private static final String TRIALS = "type IN ('trial.started', 'trial.expired')";
    private static final String LEADS = "type = 'lead.created'";

    @Override
    public String name() {
        return "companies";
    }

    @Override
    public List<Input> inputs() {
        return List.of(
                Input.grouped("gold.company_months", "company_id"),
                Input.grouped("silver.growth", "company_id")
                        .where(TRIALS)
                        .reached("trial_ends_at >= :since AND trial_ends_at < :as_of"),
                Input.related("silver.growth", "lead_id", "SELECT lead_id FROM silver_growth WHERE " + TRIALS)
                        .touching("""
                                SELECT led.company_id
                                FROM (SELECT company_id, explode(lead_ids) AS lead_id FROM stored) AS led
                                JOIN changed USING (lead_id)""")
                        .where(LEADS),
                Input.grouped("gold.subscription_states", "company_id")
                        .reached("valid_from > :since AND valid_from <= :as_of"));
    }

    @Override
    public List<String> writes() {
        return List.of(COMPANIES);
    }

    @Override
    public List<String> groups() {
        return List.of("company_id");
    }

    @Override
    public List<Trace> traces() {
        return List.of(
                Trace.sharing(COMPANIES, "gold.company_months", "company_id"),
                Trace.sharing(COMPANIES, "gold.subscription_states", "company_id"),
                new Trace(COMPANIES, "silver.growth", """
                        %s AND company_id = traced.company_id
                        OR %s AND array_contains(traced.lead_ids, lead_id)""".formatted(TRIALS, LEADS)));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        inputs.view("company_leads", leads(inputs));
        inputs.view("company_signs", signs(inputs));
        inputs.view("companies_seen", seen(inputs));
        inputs.view("plans_in_force", PlansInForce.at(inputs, "companies_seen"));
        return Map.of(COMPANIES, inputs.sql("""
                SELECT company_id, segment, plan, company_name, channel,
                       coalesce(lead_ids, array()) AS lead_ids, first_seen_on, last_seen_on
                FROM companies_seen
                JOIN plans_in_force USING (company_id, decided_at)
                LEFT JOIN (SELECT company_id, array_sort(collect_set(lead_id)) AS lead_ids
                           FROM company_leads
                           GROUP BY company_id) USING (company_id)
                """));
    }

    private static Dataset<Row> leads(JobInputs inputs) {
        return inputs.sql("""
                SELECT DISTINCT company_id, lead_id
                FROM silver_growth
                WHERE type = 'trial.started' AND company_id IS NOT NULL AND lead_id IS NOT NULL
                """);
    }

    /** Each event of a company, with what it says of it, and its place in the order of events where it says anything. */
    private static Dataset<Row> signs(JobInputs inputs) {
        return inputs.sql("""
                SELECT company_id, first_seen_on, last_seen_on,
                       IF(segment IS NULL, NULL,
                          named_struct('event_time', segment_at, 'event_id', segment_event_id,
                                       'source', segment_source)) AS position,
                       segment, NULL AS company_name, NULL AS channel
                FROM gold_company_months
                UNION ALL
                SELECT company_id, to_date(event_time), to_date(event_time), struct(event_time, event_id, source), segment,
                       nullif(trim(company_name), ''), channel
                FROM (SELECT * EXCEPT (company_id) FROM silver_growth WHERE %s) JOIN company_leads USING (lead_id)
                UNION ALL
                SELECT company_id, to_date(event_time), to_date(event_time), NULL, NULL, NULL, NULL
                FROM silver_growth
                WHERE %s
                UNION ALL
                SELECT company_id, to_date(valid_from), to_date(valid_from), NULL, NULL, NULL, NULL
                FROM gold_subscription_states
                WHERE valid_from <= :as_of
                """.formatted(LEADS, TRIALS));
    }

    private static Dataset<Row> seen(JobInputs inputs) {
        return inputs.sql("""
                SELECT company_id, :as_of AS decided_at,
                       max_by(segment, IF(segment IS NULL, NULL, position)) AS segment,
                       max_by(company_name, IF(company_name IS NULL, NULL, position)) AS company_name,
                       max_by(channel, IF(channel IS NULL, NULL, position)) AS channel,
                       min(first_seen_on) AS first_seen_on,
                       max(last_seen_on) AS last_seen_on
                FROM company_signs
                WHERE company_id IS NOT NULL
                GROUP BY company_id
                """);
    }
}

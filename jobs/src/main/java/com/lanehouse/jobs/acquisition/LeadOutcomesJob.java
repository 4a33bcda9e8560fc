package com.lanehouse.jobs.acquisition;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What became of each lead: a trial within 30 days (720 hours, inclusive) of its first {@code lead.created}, a payment
 * of the trial's company within 30 days of the trial (the metric definition, Acquisition funnel).
 */
public final class LeadOutcomesJob implements Job {
    @Override
    public String name() {
        return "lead-outcomes";
    }

    @Override
    public List<Input> inputs() {
        return List.of(
                Input.grouped("silver.growth", "lead_id").where("type IN ('lead.created', 'trial.started')"),
                Input.related(
                                "gold.stripe_events",
                                "company_id",
                                "SELECT company_id FROM silver_growth WHERE type = 'trial.started'")
                        .where("stripe_type = 'invoice.paid'"));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.lead_outcomes");
    }

    @Override
    public List<String> groups() {
        return List.of("lead_id");
    }

    @Override
    public List<String> deadlines() {
        return List.of("""
                SELECT lead_id FROM stored
                WHERE (trial_window_end > :since AND trial_window_end <= :as_of)
                   OR (paid_window_end > :since AND paid_window_end <= :as_of)""");
    }

    @Override
    public List<Trace> traces() {
        return List.of(
                new Trace("gold.lead_outcomes", "silver.growth", """
                        lead_id = traced.lead_id
                        AND (type = 'lead.created' AND event_time = traced.created_at
                             OR type = 'trial.started' AND event_time = traced.trial_at)"""),
                new Trace("gold.lead_outcomes", "gold.stripe_events", """
                        company_id = traced.company_id AND stripe_type = 'invoice.paid' AND amount_paid > 0
                        AND stripe_created BETWEEN traced.trial_at AND traced.paid_window_end"""));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        inputs.view("first_leads", firstLeads(inputs));
        inputs.view("first_trials", firstTrials(inputs));
        inputs.view("first_payments", firstPayments(inputs));
        return Map.of("gold.lead_outcomes", outcomes(inputs));
    }

    private static Dataset<Row> firstLeads(JobInputs inputs) {
        return inputs.sql("""
                SELECT lead_id, event_time AS created_at, segment, channel,
                       event_time + INTERVAL '720' HOUR AS trial_window_end
                FROM silver_growth
                WHERE type = 'lead.created'
                QUALIFY row_number() OVER (PARTITION BY lead_id ORDER BY event_time, event_id, source) = 1
                """);
    }

    /** The first trial inside each lead's window; an earlier one is not of this lead's doing. */
    private static Dataset<Row> firstTrials(JobInputs inputs) {
        return inputs.sql("""
                SELECT lead_id, company_id, event_time AS trial_at,
                       event_time + INTERVAL '720' HOUR AS paid_window_end
                FROM first_leads
                JOIN (SELECT lead_id, company_id, event_time, event_id, source
                      FROM silver_growth
                      WHERE type = 'trial.started') USING (lead_id)
                WHERE event_time BETWEEN created_at AND trial_window_end
                QUALIFY row_number() OVER (PARTITION BY lead_id ORDER BY event_time, event_id, source) = 1
                """);
    }

    /** A payment's instant is the Stripe event's own, in whole seconds; a trial's invoice over nothing is none. */
    private static Dataset<Row> firstPayments(JobInputs inputs) {
        return inputs.sql("""
                SELECT lead_id, min(stripe_created) AS paid_at
                FROM first_trials
                JOIN gold_stripe_events USING (company_id)
                WHERE stripe_type = 'invoice.paid'
                  AND amount_paid > 0
                  AND stripe_created BETWEEN trial_at AND paid_window_end
                GROUP BY lead_id
                """);
    }

    private static Dataset<Row> outcomes(JobInputs inputs) {
        return inputs.sql("""
                SELECT lead_id, created_at, CAST(date_trunc('WEEK', created_at) AS DATE) AS cohort_week,
                       segment, channel, company_id,
                       CASE WHEN trial_at IS NOT NULL THEN 'started'
                            WHEN :as_of >= trial_window_end THEN 'expired'
                            ELSE 'open' END AS trial_status,
                       trial_at, trial_window_end, paid_at, paid_window_end,
                       CASE WHEN paid_at IS NOT NULL THEN 'paid'
                            WHEN :as_of >= coalesce(paid_window_end, trial_window_end) THEN 'expired'
                            ELSE 'open' END AS status,
                       paid_at AS converted_at,
                       coalesce(paid_window_end, trial_window_end) AS window_end
                FROM first_leads
                LEFT JOIN first_trials USING (lead_id)
                LEFT JOIN first_payments USING (lead_id)
                """);
    }
}

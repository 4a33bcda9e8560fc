package com.lanehouse.jobs;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which plan a company has at an instant: that of its newest-started subscription, else of its running trial, else
 * {@code starter} (the metric definition, Usage). It stands beside the jobs because jobs do not know each other; one that
 * asks it reads {@code silver.growth} and {@code gold.subscription_states}.
 */
public final class PlansInForce {
    private PlansInForce() {}

    /**
     * @param periods a view with company_id and decided_at
     * @return company_id, decided_at, plan: one row for each pair in the view
     */
    public static Dataset<Row> at(JobInputs inputs, String periods) {
        inputs.view(
                "moments",
                inputs.session()
                        .table(periods)
                        .select("company_id", "decided_at")
                        .distinct());
        inputs.view("subscribed_plans", subscribedPlans(inputs));
        inputs.view("trial_plans", trialPlans(inputs));
        return inputs.sql("""
                SELECT company_id, decided_at,
                       coalesce(subscribed_plans.plan, trial_plans.plan, 'starter') AS plan
                FROM moments
                LEFT JOIN subscribed_plans USING (company_id, decided_at)
                LEFT JOIN trial_plans USING (company_id, decided_at)
                """);
    }

    private static Dataset<Row> subscribedPlans(JobInputs inputs) {
        return inputs.sql("""
                SELECT company_id, decided_at, max_by(plan, struct(started, subscription_id)) AS plan
                FROM moments
                JOIN gold_subscription_states AS states USING (company_id)
                WHERE valid_from <= decided_at AND (valid_until IS NULL OR decided_at < valid_until)
                  AND status IN ('trialing', 'active', 'past_due')
                  AND plan IS NOT NULL
                GROUP BY company_id, decided_at
                """);
    }

    /** A trial holds to its own end: trial.expired ends nothing earlier. */
    private static Dataset<Row> trialPlans(JobInputs inputs) {
        return inputs.sql("""
                SELECT moments.company_id, decided_at,
                       max_by(plan, struct(event_time, event_id, source)) AS plan
                FROM moments
                JOIN silver_growth AS trials ON trials.company_id = moments.company_id
                WHERE type = 'trial.started' AND event_time <= decided_at AND trial_ends_at >= decided_at
                GROUP BY moments.company_id, decided_at
                """);
    }
}

package com.lanehouse.jobs.usage;

import com.lanehouse.jobs.JobInputs;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which plan a company has at an instant: that of its newest-started subscription, else of its running trial, else
 * {@code starter}.
 *
 * <p>A Stripe object's state holds from its event's {@code created} to the next one's, whatever the order of arrival;
 * test-mode events do not count.
 */
final class PlansInForce {
    private PlansInForce() {}

    /**
     * @param periods a view with company_id and decided_at
     * @return company_id, decided_at, plan: one row for each pair in the view
     */
    static Dataset<Row> at(JobInputs inputs, String periods) {
        inputs.view(
                "moments",
                inputs.session()
                        .table(periods)
                        .select("company_id", "decided_at")
                        .distinct());
        inputs.view("stripe_objects", stripeObjects(inputs));
        inputs.view("customers", customers(inputs));
        inputs.view("subscription_events", subscriptionEvents(inputs));
        inputs.view("subscription_states", subscriptionStates(inputs));
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

    /** {@code position} orders a subscription's or customer's events: in one second deleted comes after updated. */
    private static Dataset<Row> stripeObjects(JobInputs inputs) {
        return inputs.sql("""
                SELECT stripe_type, stripe_created, object,
                       struct(stripe_created,
                              CASE WHEN stripe_type LIKE '%.deleted' THEN 2
                                   WHEN stripe_type LIKE '%.updated' THEN 1
                                   ELSE 0 END,
                              stripe_id, source) AS position,
                       get_json_object(object, '$.id') AS object_id,
                       nullif(get_json_object(object, '$.metadata.company_id'), '') AS named_company
                FROM (SELECT *, get_json_object(stripe_event, '$.data.object') AS object FROM silver_billing)
                WHERE livemode IS DISTINCT FROM false
                """);
    }

    private static Dataset<Row> customers(JobInputs inputs) {
        return inputs.sql("""
                SELECT object_id AS customer_id, max_by(named_company, position) AS company_id
                FROM stripe_objects
                WHERE stripe_type IN ('customer.created', 'customer.updated') AND named_company IS NOT NULL
                GROUP BY object_id
                """);
    }

    private static Dataset<Row> subscriptionEvents(JobInputs inputs) {
        return inputs.sql("""
                SELECT object_id AS subscription_id,
                       stripe_type, stripe_created, position,
                       coalesce(named_company, customers.company_id) AS company_id,
                       get_json_object(object, '$.status') AS status,
                       coalesce(try_cast(get_json_object(object, '$.start_date') AS BIGINT),
                                try_cast(get_json_object(object, '$.created') AS BIGINT)) AS started,
                       coalesce(nullif(substring_index(
                                  get_json_object(object, '$.items.data[0].price.lookup_key'), '_', 1), ''),
                                nullif(get_json_object(object, '$.metadata.plan'), '')) AS plan
                FROM stripe_objects
                LEFT JOIN customers
                  ON customer_id = coalesce(get_json_object(object, '$.customer.id'),
                                            get_json_object(object, '$.customer'))
                WHERE stripe_type IN ('customer.subscription.created', 'customer.subscription.updated',
                                      'customer.subscription.deleted')
                """);
    }

    /**
     * A subscription's whole history belongs to the company that its newest event resolves to, and once deleted it
     * stays canceled.
     */
    private static Dataset<Row> subscriptionStates(JobInputs inputs) {
        return inputs.sql("""
                SELECT subscription_id, plan, started,
                       max_by(company_id, IF(company_id IS NULL, NULL, position))
                         OVER (PARTITION BY subscription_id) AS company_id,
                       IF(bool_or(stripe_type LIKE '%.deleted') OVER so_far, 'canceled', status) AS status,
                       stripe_created AS valid_from,
                       lead(stripe_created) OVER so_far AS valid_until
                FROM subscription_events
                WINDOW so_far AS (PARTITION BY subscription_id ORDER BY position)
                """);
    }

    private static Dataset<Row> subscribedPlans(JobInputs inputs) {
        return inputs.sql("""
                SELECT company_id, decided_at, max_by(plan, struct(started, subscription_id)) AS plan
                FROM moments
                JOIN subscription_states USING (company_id)
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

package com.lanehouse.jobs.revenue;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which company each Stripe event belongs to, of whatever type: the one its object names, else the subscription details
 * inside it, else its customer, else its subscription.
 */
public final class StripeEventsJob implements Job {
    @Override
    public String name() {
        return "stripe-events";
    }

    @Override
    public List<Input> inputs() {
        return List.of(
                Input.grouped("silver.billing", "source", "event_id").where(StripeObjects.LIVE),
                Input.related(
                        "gold.stripe_customers", "customer_id", "SELECT %s FROM silver_billing".formatted(customer())),
                Input.related(
                        "gold.subscription_states",
                        "subscription_id",
                        "SELECT %s FROM silver_billing".formatted(subscription())));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.stripe_events");
    }

    @Override
    public List<String> groups() {
        return List.of("source", "event_id");
    }

    @Override
    public List<Trace> traces() {
        return List.of(
                Trace.sharing("gold.stripe_events", "silver.billing", "source", "event_id"),
                Trace.sharing("gold.stripe_events", "gold.stripe_customers", "customer_id"),
                Trace.sharing("gold.stripe_events", "gold.subscription_states", "subscription_id"));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return Map.of("gold.stripe_events", inputs.sql("""
                WITH subscriptions AS (
                  SELECT subscription_id, any_value(company_id) AS company_id
                  FROM gold_subscription_states
                  WHERE company_id IS NOT NULL
                  GROUP BY subscription_id),
                events AS (
                  SELECT source, event_id, stripe_id, stripe_type, stripe_created,
                         coalesce(%s, nullif(get_json_object(stripe_event,
                                    '$.data.object.subscription_details.metadata.company_id'), ''),
                                  nullif(get_json_object(stripe_event,
                                    '$.data.object.parent.subscription_details.metadata.company_id'), ''))
                           AS named_company,
                         %s AS customer_id, %s AS subscription_id,
                         try_cast(get_json_object(stripe_event, '$.data.object.amount_paid') AS DECIMAL(38,6))
                           AS amount_paid
                  FROM silver_billing
                  WHERE %s)
                SELECT source, event_id, stripe_id, stripe_type, stripe_created, to_date(stripe_created) AS created_on,
                       customer_id, subscription_id, amount_paid,
                       coalesce(named_company, customers.company_id, subscriptions.company_id) AS company_id
                FROM events
                LEFT JOIN gold_stripe_customers AS customers USING (customer_id)
                LEFT JOIN subscriptions USING (subscription_id)
                """.formatted(
                        StripeObjects.NAMED_COMPANY, customer(), subscription(), StripeObjects.LIVE)));
    }

    /** An object without customer may be one. */
    private static String customer() {
        return "coalesce(%s, %s)".formatted(StripeObjects.CUSTOMER_ID, StripeObjects.OBJECT_ID);
    }

    private static String subscription() {
        return """
                coalesce(get_json_object(stripe_event, '$.data.object.subscription.id'),
                         get_json_object(stripe_event, '$.data.object.subscription'),
                         get_json_object(stripe_event, '$.data.object.parent.subscription_details.subscription'),
                         %s)""".formatted(StripeObjects.OBJECT_ID);
    }
}

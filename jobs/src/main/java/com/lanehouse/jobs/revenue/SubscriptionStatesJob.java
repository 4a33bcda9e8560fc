package com.lanehouse.jobs.revenue;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * What Stripe's events say of subscriptions, and whose they are: the one reading that plans and revenue share (the metric
 * definition, Recurring revenue). A state holds from its event's {@code created} to the next one's, whatever the order of
 * arrival; once deleted a subscription stays canceled.
 */
public final class SubscriptionStatesJob implements Job {
    @Override
    public String name() {
        return "subscription-states";
    }

    @Override
    public List<Input> inputs() {
        return List.of(
                Input.grouped("silver.billing", StripeObjects.OBJECT_ID).where(StripeObjects.OF_SUBSCRIPTIONS),
                Input.related(
                        "gold.stripe_customers",
                        "customer_id",
                        "SELECT %s FROM silver_billing".formatted(StripeObjects.CUSTOMER_ID)));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.subscription_states");
    }

    @Override
    public List<String> groups() {
        return List.of("subscription_id");
    }

    @Override
    public List<Trace> traces() {
        String ofSubscription =
                "%s AND %s = traced.subscription_id".formatted(StripeObjects.OF_SUBSCRIPTIONS, StripeObjects.OBJECT_ID);
        return List.of(
                new Trace("gold.subscription_states", "silver.billing", ofSubscription),
                new Trace(
                        "gold.subscription_states",
                        "gold.stripe_customers",
                        "customer_id IN (SELECT %s FROM silver_billing WHERE %s)"
                                .formatted(StripeObjects.CUSTOMER_ID, ofSubscription)));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        UDF1<String, List<Timestamp>> turns = SubscriptionReader::discountTurns;
        inputs.session().udf().register("discount_turns", turns, DataTypes.createArrayType(DataTypes.TimestampType));
        inputs.view("subscription_events", events(inputs));
        return Map.of("gold.subscription_states", inputs.sql("""
                SELECT subscription_id,
                       row_number() OVER so_far AS ordinal,
                       max_by(company_id, IF(company_id IS NULL, NULL, position))
                         OVER (PARTITION BY subscription_id) AS company_id,
                       customer_id,
                       IF(bool_or(stripe_type LIKE '%.deleted') OVER so_far, 'canceled', status) AS status,
                       started, plan,
                       stripe_created AS valid_from,
                       lead(stripe_created) OVER so_far AS valid_until,
                       subscription, discounts_turn_at
                FROM subscription_events
                WINDOW so_far AS (PARTITION BY subscription_id ORDER BY position)
                """));
    }

    /** The company here is what the one event resolves to; the newest that resolves to one speaks for all. */
    private static Dataset<Row> events(JobInputs inputs) {
        return inputs.sql("""
                SELECT subscription_id, stripe_type, stripe_created, position, event.customer_id, subscription,
                       coalesce(named_company, customers.company_id) AS company_id,
                       get_json_object(subscription, '$.status') AS status,
                       coalesce(try_cast(get_json_object(subscription, '$.start_date') AS BIGINT),
                                try_cast(get_json_object(subscription, '$.created') AS BIGINT)) AS started,
                       coalesce(nullif(substring_index(
                                  get_json_object(subscription, '$.items.data[0].price.lookup_key'), '_', 1), ''),
                                nullif(get_json_object(subscription, '$.metadata.plan'), '')) AS plan,
                       discount_turns(subscription) AS discounts_turn_at
                FROM (SELECT stripe_type, stripe_created, %s AS position, %s AS subscription_id,
                             %s AS subscription, %s AS named_company, %s AS customer_id
                      FROM silver_billing
                      WHERE %s AND stripe_created IS NOT NULL) AS event
                LEFT JOIN gold_stripe_customers AS customers ON customers.customer_id = event.customer_id
                WHERE subscription_id IS NOT NULL
                """.formatted(
                        StripeObjects.POSITION,
                        StripeObjects.OBJECT_ID,
                        StripeObjects.OBJECT,
                        StripeObjects.NAMED_COMPANY,
                        StripeObjects.CUSTOMER_ID,
                        StripeObjects.OF_SUBSCRIPTIONS));
    }
}

package com.lanehouse.jobs.revenue;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which company a Stripe customer is: what its newest event that names one says. */
public final class StripeCustomersJob implements Job {
    @Override
    public String name() {
        return "stripe-customers";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.grouped("silver.billing", StripeObjects.OBJECT_ID).where(StripeObjects.OF_CUSTOMERS));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.stripe_customers");
    }

    @Override
    public List<String> groups() {
        return List.of("customer_id");
    }

    @Override
    public List<Trace> traces() {
        return List.of(new Trace(
                "gold.stripe_customers",
                "silver.billing",
                "%s = traced.customer_id AND %s AND %s IS NOT NULL"
                        .formatted(StripeObjects.OBJECT_ID, StripeObjects.OF_CUSTOMERS, StripeObjects.NAMED_COMPANY)));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return Map.of("gold.stripe_customers", inputs.sql("""
                SELECT customer_id, max_by(company_id, position) AS company_id
                FROM (SELECT %s AS customer_id, %s AS company_id, %s AS position FROM silver_billing WHERE %s)
                WHERE customer_id IS NOT NULL AND company_id IS NOT NULL
                GROUP BY customer_id
                """.formatted(
                        StripeObjects.OBJECT_ID,
                        StripeObjects.NAMED_COMPANY,
                        StripeObjects.POSITION,
                        StripeObjects.OF_CUSTOMERS)));
    }
}

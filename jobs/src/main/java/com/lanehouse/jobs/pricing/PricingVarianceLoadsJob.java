package com.lanehouse.jobs.pricing;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a load was expected to cost against what the carrier was paid, per invoice (the metric definition, Pricing
 * variance). A quote is its first pricing here as in the funnel, so both put it under the same segment. The 8 % is decided
 * on exact decimals.
 */
public final class PricingVarianceLoadsJob implements Job {
    private static final String LOADS = "gold.pricing_variance_loads";
    private static final String INVOICES = "type = 'invoice.emitted'";

    @Override
    public String name() {
        return "pricing-variance-loads";
    }

    @Override
    public List<Input> inputs() {
        return List.of(
                Input.grouped("silver.quotes", "invoice_id").where(INVOICES),
                Input.related("silver.quotes", "load_id", "SELECT load_id FROM silver_quotes WHERE " + INVOICES)
                        .where("type = 'load.cancelled'"),
                Input.related(
                        "gold.quote_outcomes", "quote_id", "SELECT quote_id FROM silver_quotes WHERE " + INVOICES));
    }

    @Override
    public List<String> writes() {
        return List.of(LOADS);
    }

    @Override
    public List<String> groups() {
        return List.of("invoice_id");
    }

    @Override
    public List<Trace> traces() {
        return List.of(new Trace(LOADS, "silver.quotes", """
                        type = 'invoice.emitted' AND invoice_id = traced.invoice_id
                        OR type = 'load.cancelled' AND load_id = traced.load_id"""), Trace.sharing(LOADS, "gold.quote_outcomes", "quote_id"));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        inputs.view("newest_invoices", newestInvoices(inputs));
        inputs.view("compared", compared(inputs));
        return Map.of(LOADS, loads(inputs));
    }

    private static Dataset<Row> newestInvoices(JobInputs inputs) {
        return inputs.sql("""
                SELECT invoice_id, load_id, quote_id, to_date(event_time) AS invoiced_on,
                       trunc(event_time, 'MONTH') AS month,
                       carrier_cost AS actual_cost, fuel_included
                FROM silver_quotes
                WHERE type = 'invoice.emitted'
                QUALIFY row_number() OVER (
                  PARTITION BY invoice_id ORDER BY event_time DESC, event_id DESC, source DESC) = 1
                """);
    }

    private static Dataset<Row> compared(JobInputs inputs) {
        return inputs.sql("""
                WITH cancelled AS (
                  SELECT DISTINCT load_id FROM silver_quotes WHERE type = 'load.cancelled')
                SELECT invoice.*, quoted_cost, segment, equipment, origin_state, lane,
                       CASE WHEN cancelled.load_id IS NOT NULL THEN 'cancelled'
                            WHEN quote.quote_id IS NULL THEN 'no_quote'
                            WHEN coalesce(quoted_cost, 0) <= 0 OR coalesce(actual_cost, 0) <= 0 THEN 'bad_amount'
                            WHEN upper(currency) IS DISTINCT FROM 'USD' THEN 'currency'
                            WHEN quote.fuel_included IS DISTINCT FROM invoice.fuel_included THEN 'fuel_basis'
                       END AS excluded_reason
                FROM newest_invoices AS invoice
                LEFT JOIN gold_quote_outcomes AS quote ON quote.quote_id = invoice.quote_id
                LEFT JOIN cancelled ON cancelled.load_id = invoice.load_id
                """);
    }

    private static Dataset<Row> loads(JobInputs inputs) {
        return inputs.sql("""
                SELECT invoice_id, quote_id, load_id, invoiced_on, month, segment, equipment, lane, origin_state,
                       quoted_cost, actual_cost, excluded_reason,
                       CASE WHEN excluded_reason IS NULL
                            THEN CAST(quoted_cost - actual_cost AS DOUBLE) / CAST(actual_cost AS DOUBLE)
                       END AS variance,
                       CASE WHEN excluded_reason IS NULL
                            THEN 100 * abs(quoted_cost - actual_cost) <= 8 * actual_cost
                       END AS within_tolerance
                FROM compared
                """);
    }
}

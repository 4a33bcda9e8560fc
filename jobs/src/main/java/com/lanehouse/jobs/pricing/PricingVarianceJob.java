package com.lanehouse.jobs.pricing;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a load was expected to cost against what the carrier was paid, per invoice and by month (the metric definition,
 * Pricing variance). The 8 % is always decided on exact decimals.
 */
public final class PricingVarianceJob implements Job {
    @Override
    public String name() {
        return "pricing-variance";
    }

    @Override
    public List<String> reads() {
        return List.of("silver.quotes");
    }

    @Override
    public List<String> writes() {
        return List.of("gold.pricing_variance_loads", "gold.pricing_variance_monthly");
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        inputs.view("newest_invoices", newestInvoices(inputs));
        inputs.view("first_quotes", firstQuotes(inputs));
        inputs.view("compared", compared(inputs));
        Dataset<Row> loads = loads(inputs);
        inputs.view("variance_loads", loads);
        inputs.view("scoped_loads", scopedLoads(inputs));
        return Map.of("gold.pricing_variance_loads", loads, "gold.pricing_variance_monthly", monthly(inputs));
    }

    private static Dataset<Row> newestInvoices(JobInputs inputs) {
        return inputs.sql("""
                SELECT invoice_id, load_id, quote_id, trunc(event_time, 'MONTH') AS month,
                       carrier_cost AS actual_cost, fuel_included
                FROM silver_quotes
                WHERE type = 'invoice.emitted'
                QUALIFY row_number() OVER (
                  PARTITION BY invoice_id ORDER BY event_time DESC, event_id DESC, source DESC) = 1
                """);
    }

    /** A quote is its first pricing here as in the funnel, so both put it under the same segment. */
    private static Dataset<Row> firstQuotes(JobInputs inputs) {
        return inputs.sql("""
                SELECT quote_id, cost_estimate AS quoted_cost, currency, fuel_included, segment, equipment,
                       origin_state,
                       coalesce(origin_state || '-' || destination_state,
                                origin_area || '-' || destination_area) AS lane
                FROM silver_quotes
                WHERE type = 'quote.priced'
                QUALIFY row_number() OVER (PARTITION BY quote_id ORDER BY event_time, event_id, source) = 1
                """);
    }

    private static Dataset<Row> compared(JobInputs inputs) {
        return inputs.sql("""
                WITH cancelled AS (
                  SELECT DISTINCT load_id FROM silver_quotes WHERE type = 'load.cancelled')
                SELECT invoice.*, quote.* EXCEPT (quote_id, fuel_included),
                       CASE WHEN cancelled.load_id IS NOT NULL THEN 'cancelled'
                            WHEN quote.quote_id IS NULL THEN 'no_quote'
                            WHEN coalesce(quoted_cost, 0) <= 0 OR coalesce(actual_cost, 0) <= 0 THEN 'bad_amount'
                            WHEN upper(currency) IS DISTINCT FROM 'USD' THEN 'currency'
                            WHEN quote.fuel_included IS DISTINCT FROM invoice.fuel_included THEN 'fuel_basis'
                       END AS excluded_reason
                FROM newest_invoices AS invoice
                LEFT JOIN first_quotes AS quote ON quote.quote_id = invoice.quote_id
                LEFT JOIN cancelled ON cancelled.load_id = invoice.load_id
                """);
    }

    private static Dataset<Row> loads(JobInputs inputs) {
        return inputs.sql("""
                SELECT invoice_id, quote_id, load_id, month, segment, equipment, lane, origin_state,
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

    /** Each load once per scope it belongs to; one without a quote belongs to {@code all} only. */
    private static Dataset<Row> scopedLoads(JobInputs inputs) {
        return inputs.sql("""
                SELECT scope, scope_value, variance_loads.*
                FROM variance_loads,
                     LATERAL stack(4, 'all', 'all',
                                      'segment', segment,
                                      'equipment', equipment,
                                      'origin_state', origin_state) AS scopes(scope, scope_value)
                WHERE scope_value IS NOT NULL
                """);
    }

    /** The mean is taken over decimals: a sum of doubles would depend on the order of the rows. */
    private static Dataset<Row> monthly(JobInputs inputs) {
        return inputs.sql("""
                WITH sums AS (
                  SELECT month, scope, scope_value,
                         count_if(excluded_reason IS NULL) AS loads,
                         count_if(excluded_reason IS NOT NULL) AS excluded,
                         sum(quoted_cost) FILTER (WHERE excluded_reason IS NULL) AS quoted,
                         sum(actual_cost) FILTER (WHERE excluded_reason IS NULL) AS actual,
                         try_avg(CAST(abs(variance) AS DECIMAL(38,18))) AS mape,
                         count_if(within_tolerance) AS within
                  FROM scoped_loads
                  GROUP BY month, scope, scope_value)
                SELECT month, scope, scope_value, loads, excluded,
                       CAST(quoted - actual AS DOUBLE) / CAST(actual AS DOUBLE) AS signed_variance,
                       CAST(mape AS DOUBLE) AS mape,
                       try_divide(within, loads) AS within_tolerance_share,
                       CASE WHEN loads < 30 THEN 'no_data'
                            WHEN 100 * abs(quoted - actual) <= 8 * actual THEN 'met'
                            ELSE 'missed' END AS status
                FROM sums
                """);
    }
}

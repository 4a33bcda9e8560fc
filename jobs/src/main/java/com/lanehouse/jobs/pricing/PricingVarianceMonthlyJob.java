package com.lanehouse.jobs.pricing;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Period;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Pricing variance by month and scope, signed and absolute (the metric definition, Pricing variance). The 8 % is decided
 * on exact decimals.
 */
public final class PricingVarianceMonthlyJob implements Job {
    @Override
    public String name() {
        return "pricing-variance";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.inPeriod("gold.pricing_variance_loads", "month", Period.MONTH));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.pricing_variance_monthly");
    }

    @Override
    public List<String> groups() {
        return List.of("month");
    }

    @Override
    public List<Trace> traces() {
        return List.of(new Trace("gold.pricing_variance_monthly", "gold.pricing_variance_loads", """
                month = traced.month
                AND CASE traced.scope WHEN 'all' THEN true
                                      WHEN 'segment' THEN segment = traced.scope_value
                                      WHEN 'equipment' THEN equipment = traced.scope_value
                                      ELSE origin_state = traced.scope_value END"""));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        inputs.view("scoped_loads", scopedLoads(inputs));
        return Map.of("gold.pricing_variance_monthly", monthly(inputs));
    }

    /** Each load once per scope it belongs to; one without a quote belongs to {@code all} only. */
    private static Dataset<Row> scopedLoads(JobInputs inputs) {
        return inputs.sql("""
                SELECT scope, scope_value, variance_loads.*
                FROM gold_pricing_variance_loads AS variance_loads,
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

package com.lanehouse.jobs.usage;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Period;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Usage by UTC month, the sum of its days (the metric definition, Usage). A running month is reported as far as T. */
public final class UsageMonthlyJob implements Job {
    @Override
    public String name() {
        return "usage-monthly";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.inPeriod("gold.usage_daily", "day", Period.MONTH));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.usage_monthly");
    }

    @Override
    public List<String> groups() {
        return List.of("month");
    }

    @Override
    public List<Trace> traces() {
        return List.of(new Trace("gold.usage_monthly", "gold.usage_daily", """
                company_id = traced.company_id AND feature_key = traced.feature_key
                AND trunc(day, 'MONTH') = traced.month"""));
    }

    /** A sum past BIGINT stays at its greatest value: units used are positive, so it never comes down again. */
    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return Map.of("gold.usage_monthly", inputs.sql("""
                SELECT company_id, feature_key, CAST(trunc(day, 'MONTH') AS DATE) AS month,
                       coalesce(try_sum(qty), 9223372036854775807) AS qty, sum(events) AS events
                FROM gold_usage_daily
                GROUP BY ALL
                """));
    }
}

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

/** Who uses how much of what, by UTC day (the metric definition, Usage). A running day is reported as far as T. */
public final class UsageDailyJob implements Job {
    @Override
    public String name() {
        return "usage-daily";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.inPeriod("silver.usage", "event_time", Period.DAY));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.usage_daily");
    }

    @Override
    public List<String> groups() {
        return List.of("day");
    }

    @Override
    public List<Trace> traces() {
        return List.of(
                new Trace(
                        "gold.usage_daily",
                        "silver.usage",
                        "company_id = traced.company_id AND feature_key = traced.feature_key AND to_date(event_time) = traced.day"));
    }

    /** try_sum: one absurd event must not stop everybody's numbers, so a sum past BIGINT stays at its greatest value. */
    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return Map.of("gold.usage_daily", inputs.sql("""
                SELECT company_id, feature_key, to_date(event_time) AS day,
                       coalesce(try_sum(qty), 9223372036854775807) AS qty, count(*) AS events
                FROM silver_usage
                GROUP BY ALL
                """));
    }
}

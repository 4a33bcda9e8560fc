package com.lanehouse.jobs.companies;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Period;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** When a company was there in a month, and which segment its newest quote names. */
public final class CompanyMonthsJob implements Job {
    private static final String MONTHS = "gold.company_months";

    @Override
    public String name() {
        return "company-months";
    }

    @Override
    public List<Input> inputs() {
        return List.of(
                Input.inPeriod("silver.quotes", "event_time", Period.MONTH),
                Input.inPeriod("gold.usage_daily", "day", Period.MONTH));
    }

    @Override
    public List<String> writes() {
        return List.of(MONTHS);
    }

    @Override
    public List<String> groups() {
        return List.of("month");
    }

    @Override
    public List<Trace> traces() {
        return List.of(
                new Trace(MONTHS, "silver.quotes", """
                        type = 'quote.priced' AND company_id = traced.company_id
                        AND trunc(event_time, 'MONTH') = traced.month"""),
                new Trace(
                        MONTHS,
                        "gold.usage_daily",
                        "company_id = traced.company_id AND trunc(day, 'MONTH') = traced.month"));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return Map.of(MONTHS, inputs.sql("""
                SELECT CAST(trunc(seen_on, 'MONTH') AS DATE) AS month, company_id,
                       min(seen_on) AS first_seen_on, max(seen_on) AS last_seen_on,
                       max_by(said.segment, position) AS segment,
                       max(position).event_time AS segment_at,
                       max(position).event_id AS segment_event_id,
                       max(position).source AS segment_source
                FROM (SELECT company_id, to_date(event_time) AS seen_on, segment,
                             IF(segment IS NULL, NULL, struct(event_time, event_id, source)) AS position
                      FROM silver_quotes
                      WHERE type = 'quote.priced' AND company_id IS NOT NULL
                      UNION ALL
                      SELECT company_id, day, NULL, NULL FROM gold_usage_daily) AS said
                GROUP BY CAST(trunc(seen_on, 'MONTH') AS DATE), company_id
                """));
    }
}

package com.lanehouse.jobs.funnel;

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
 * Quotes to bookings by month: sums of the quotes' outcomes, with open ones left out of the rate (the metric
 * definition, Quote funnel).
 */
public final class QuoteFunnelJob implements Job {
    @Override
    public String name() {
        return "quote-funnel";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.inPeriod("gold.quote_outcomes", "month", Period.MONTH));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.quote_funnel");
    }

    @Override
    public List<String> groups() {
        return List.of("month");
    }

    @Override
    public List<Trace> traces() {
        return List.of(Trace.sharing("gold.quote_funnel", "gold.quote_outcomes", "month", "segment", "equipment"));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return Map.of("gold.quote_funnel", inputs.sql("""
                SELECT month, segment, equipment,
                       count(*) AS quotes,
                       count_if(status = 'booked') AS booked,
                       count_if(status = 'lost') AS lost,
                       count_if(status = 'expired') AS expired,
                       count_if(status = 'open') AS open,
                       try_divide(count_if(status = 'booked'), count_if(status <> 'open')) AS quote_to_book
                FROM gold_quote_outcomes
                GROUP BY month, segment, equipment
                """));
    }
}

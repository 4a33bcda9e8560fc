package com.lanehouse.jobs.funnel;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What became of each quote within 14 days (336 hours, inclusive) of its first pricing (the metric definition, Quote
 * funnel).
 */
public final class QuoteOutcomesJob implements Job {
    @Override
    public String name() {
        return "quote-outcomes";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.grouped("silver.quotes", "quote_id")
                .where("type IN ('quote.priced', 'quote.booked', 'quote.lost')"));
    }

    @Override
    public List<String> writes() {
        return List.of("gold.quote_outcomes");
    }

    @Override
    public List<String> groups() {
        return List.of("quote_id");
    }

    @Override
    public List<String> deadlines() {
        return List.of("SELECT quote_id FROM stored WHERE window_end > :since AND window_end <= :as_of");
    }

    @Override
    public List<Trace> traces() {
        return List.of(new Trace("gold.quote_outcomes", "silver.quotes", """
                quote_id = traced.quote_id
                AND (type = 'quote.priced' AND event_time = traced.priced_at
                     OR type IN ('quote.booked', 'quote.lost')
                        AND event_time BETWEEN traced.priced_at AND traced.window_end)"""));
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        inputs.view("first_priced", firstPriced(inputs));
        inputs.view("answers", answers(inputs));
        return Map.of("gold.quote_outcomes", outcomes(inputs));
    }

    private static Dataset<Row> firstPriced(JobInputs inputs) {
        return inputs.sql("""
                SELECT quote_id, event_time AS priced_at, segment, equipment, company_id,
                       event_time + INTERVAL '336' HOUR AS window_end,
                       cost_estimate AS quoted_cost, currency, fuel_included, origin_state,
                       coalesce(origin_state || '-' || destination_state,
                                origin_area || '-' || destination_area) AS lane
                FROM silver_quotes
                WHERE type = 'quote.priced'
                QUALIFY row_number() OVER (PARTITION BY quote_id ORDER BY event_time, event_id, source) = 1
                """);
    }

    /** The first booking and the first loss inside each quote's window. */
    private static Dataset<Row> answers(JobInputs inputs) {
        return inputs.sql("""
                SELECT quote_id,
                       min(event_time) FILTER (WHERE type = 'quote.booked') AS booked_at,
                       min(event_time) FILTER (WHERE type = 'quote.lost') AS lost_at
                FROM first_priced
                JOIN (SELECT quote_id, type, event_time FROM silver_quotes
                      WHERE type IN ('quote.booked', 'quote.lost')) USING (quote_id)
                WHERE event_time BETWEEN priced_at AND window_end
                GROUP BY quote_id
                """);
    }

    /** A loss beats a booking only when it is strictly earlier. */
    private static Dataset<Row> outcomes(JobInputs inputs) {
        return inputs.sql("""
                SELECT quote_id, priced_at, to_date(priced_at) AS priced_on, trunc(priced_at, 'MONTH') AS month,
                       segment, equipment, company_id, status,
                       IF(status = 'booked', booked_at, NULL) AS converted_at, window_end,
                       quoted_cost, currency, fuel_included, origin_state, lane
                FROM (SELECT *,
                             CASE WHEN lost_at < booked_at THEN 'lost'
                                  WHEN booked_at IS NOT NULL THEN 'booked'
                                  WHEN lost_at IS NOT NULL THEN 'lost'
                                  WHEN :as_of >= window_end THEN 'expired'
                                  ELSE 'open' END AS status
                      FROM first_priced LEFT JOIN answers USING (quote_id))
                """);
    }
}

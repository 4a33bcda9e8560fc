package com.lanehouse.jobs.lanehistories;

import com.lanehouse.features.CoveredLoadsQuery;
import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What carriers were paid for each load, as of the beginning of T's UTC day: what {@link LaneHistoriesJob} walks through,
 * so that it need not read every quote again.
 */
public final class CoveredLoadsJob implements Job {
    private static final String QUOTES = "silver.quotes";
    private static final String LOADS = "gold.covered_loads";
    private static final String COVERED = "type = 'load.covered'";
    private static final String PRICED = "type = 'quote.priced'";

    @Override
    public String name() {
        return "covered-loads";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public List<Input> inputs() {
        return List.of(
                Input.grouped(QUOTES, "load_id").where("type IN ('load.covered', 'load.cancelled')"),
                Input.related(QUOTES, "quote_id", "SELECT quote_id FROM silver_quotes WHERE " + COVERED)
                        .where(PRICED));
    }

    @Override
    public List<String> writes() {
        return List.of(LOADS);
    }

    @Override
    public List<String> groups() {
        return List.of("load_id");
    }

    @Override
    public List<Trace> traces() {
        return List.of(new Trace(LOADS, QUOTES, """
                type IN ('load.covered', 'load.cancelled') AND load_id = traced.load_id
                OR type = 'quote.priced' AND quote_id = traced.quote_id"""));
    }

    /** As the lane histories, which must not know of today's loads. */
    @Override
    public Instant describes(Instant asOf) {
        return asOf.truncatedTo(ChronoUnit.DAYS);
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        return Map.of(LOADS, inputs.sql(CoveredLoadsQuery.loads("silver_quotes")));
    }
}

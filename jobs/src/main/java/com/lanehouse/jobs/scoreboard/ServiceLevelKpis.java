package com.lanehouse.jobs.scoreboard;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.ServiceLevel;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** KPIs over the records of a service level in its window up to T; with too few records their value decides nothing. */
final class ServiceLevelKpis {
    private static final String RATIO = "try_divide(count_if(good), count(*))";

    private ServiceLevelKpis() {}

    static Dataset<Row> measured(JobInputs inputs) {
        return Stream.of(
                        measured("agent_success", ServiceLevel.AGENT_SUCCESS, RATIO, inputs),
                        measured("agent_queue_seconds_p95", ServiceLevel.AGENT_QUEUE, p95("queue_seconds"), inputs),
                        measured("quote_p95_ms", ServiceLevel.QUOTE_LATENCY, p95("latency_ms"), inputs),
                        measured("cached_quote_p95_ms", ServiceLevel.CACHED_QUOTE_LATENCY, p95("latency_ms"), inputs),
                        measured("uptime", ServiceLevel.UPTIME, RATIO, inputs))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    private static String p95(String column) {
        return "percentile_disc(0.95) WITHIN GROUP (ORDER BY " + column + ")";
    }

    private static Dataset<Row> measured(String kpi, ServiceLevel level, String value, JobInputs inputs) {
        return level.recordsAfter(inputs.asOf().minus(level.window()), inputs)
                .agg(expr(value).as("value"), count(lit(1)).as("records"))
                .select(
                        lit(kpi).as("kpi"),
                        col("value"),
                        when(col("records").lt(ServiceLevel.LEAST_RECORDS), "no_data")
                                .as("verdict"));
    }
}

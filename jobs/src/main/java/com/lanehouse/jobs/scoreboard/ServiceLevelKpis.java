package com.lanehouse.jobs.scoreboard;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.ServiceLevel;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** KPIs over the records of a service level in its window up to T; with too few records their value decides nothing. */
final class ServiceLevelKpis {
    private static final String RATIO = "try_divide(count_if(good), count(*))";

    /** A KPI over the records of a service level. */
    private record Measure(String kpi, ServiceLevel level, String value) {}

    private static final List<Measure> ALL = List.of(
            new Measure("agent_success", ServiceLevel.AGENT_SUCCESS, RATIO),
            new Measure("agent_queue_seconds_p95", ServiceLevel.AGENT_QUEUE, p95("queue_seconds")),
            new Measure("quote_p95_ms", ServiceLevel.QUOTE_LATENCY, p95("latency_ms")),
            new Measure("cached_quote_p95_ms", ServiceLevel.CACHED_QUOTE_LATENCY, p95("latency_ms")),
            new Measure("uptime", ServiceLevel.UPTIME, RATIO));

    private ServiceLevelKpis() {}

    static Dataset<Row> measured(JobInputs inputs) {
        return ALL.stream()
                .map(measure -> measured(measure, inputs))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    /** Condition over a table of records for the rows that a KPI {@code traced} is made of. */
    static String madeOf(String table) {
        return ALL.stream()
                .filter(measure -> measure.level().records().table().equals(table))
                .map(measure -> "(traced.kpi = '%s' AND %s)"
                        .formatted(
                                measure.kpi(),
                                measure.level().madeOf(measure.level().window(), ":as_of")))
                .collect(Collectors.joining(" OR "));
    }

    private static String p95(String column) {
        return "percentile_disc(0.95) WITHIN GROUP (ORDER BY " + column + ")";
    }

    private static Dataset<Row> measured(Measure measure, JobInputs inputs) {
        return measure.level()
                .recordsAfter(inputs.asOf().minus(measure.level().window()), inputs)
                .agg(expr(measure.value()).as("value"), count(lit(1)).as("records"))
                .select(
                        lit(measure.kpi()).as("kpi"),
                        col("value"),
                        when(col("records").lt(ServiceLevel.LEAST_RECORDS), "no_data")
                                .as("verdict"));
    }
}

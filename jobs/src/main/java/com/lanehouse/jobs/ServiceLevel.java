package com.lanehouse.jobs;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A promise: the least share of records that must be good over a window (the metric definition, Service levels). This
 * is the one place that says what it is; the job {@code slo-status}, the scoreboard, the gate, its alert rules and its
 * metrics read it here. It stands beside the jobs because jobs do not know each other.
 *
 * @param name as in {@code gold.slo_status}
 * @param records what it counts
 * @param good condition in SQL over the records' columns
 * @param goodInWords what a good record did, as the end of a sentence that begins with the records
 * @param objective least share of good records, between 0 and 1
 * @param window length of the window, which holds its end and not its beginning
 */
public record ServiceLevel(
        String name,
        ServiceLevelRecords records,
        String good,
        String goodInWords,
        BigDecimal objective,
        Duration window) {
    /** Fewer records than this in the window say nothing. */
    public static final long LEAST_RECORDS = 20;

    public static final ServiceLevel AGENT_SUCCESS = new ServiceLevel(
            "agent_success",
            ServiceLevelRecords.FINISHED_TASKS,
            "status = 'succeeded'",
            "succeeded",
            new BigDecimal("0.98"),
            Duration.ofHours(1));

    public static final ServiceLevel AGENT_QUEUE = new ServiceLevel(
            "agent_queue",
            ServiceLevelRecords.FINISHED_TASKS,
            "queue_seconds <= 60",
            "started within 60 s",
            new BigDecimal("0.99"),
            Duration.ofHours(24));

    public static final ServiceLevel QUOTE_LATENCY = new ServiceLevel(
            "quote_latency",
            ServiceLevelRecords.PRICED_QUOTES,
            "latency_ms <= 500",
            "were answered within 500 ms",
            new BigDecimal("0.95"),
            Duration.ofHours(24));

    public static final ServiceLevel CACHED_QUOTE_LATENCY = new ServiceLevel(
            "cached_quote_latency",
            ServiceLevelRecords.CACHED_QUOTES,
            "latency_ms <= 200",
            "were answered within 200 ms",
            new BigDecimal("0.95"),
            Duration.ofHours(24));

    public static final ServiceLevel UPTIME = new ServiceLevel(
            "uptime",
            ServiceLevelRecords.PROBES,
            "up",
            "found the service up",
            new BigDecimal("0.999"),
            Duration.ofDays(30));

    /** Every service level, in the order of the metric definition. */
    public static final List<ServiceLevel> ALL =
            List.of(AGENT_SUCCESS, AGENT_QUEUE, QUOTE_LATENCY, CACHED_QUOTE_LATENCY, UPTIME);

    public ServiceLevel {
        requireNonNull(name, "name is null");
        requireNonNull(records, "records is null");
        requireNonNull(good, "good is null");
        requireNonNull(goodInWords, "goodInWords is null");
        if (objective.signum() <= 0 || objective.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException("objective of %s is %s, not between 0 and 1".formatted(name, objective));
        }
        if (!window.isPositive()) {
            throw new IllegalArgumentException("window of %s is %s".formatted(name, window));
        }
    }

    /**
     * Which rows of its records' table a row rests on that looks back over a time: a condition for {@link Trace#rows}.
     *
     * @param looksBack how far
     * @param upTo SQL for the end of that time
     */
    public String madeOf(Duration looksBack, String upTo) {
        return records.madeOf("%s - INTERVAL '%d' SECOND".formatted(upTo, looksBack.toSeconds()), upTo);
    }

    /**
     * Its records by T that were counted after an instant: {@code counted_at}, {@code good} and what they were judged
     * by. The job must read the records' table.
     */
    public Dataset<Row> recordsAfter(Instant after, JobInputs inputs) {
        return records.after(after, inputs)
                .where(col("counted_at")
                        .gt(lit(Timestamp.from(after)))
                        .and(col("counted_at").leq(lit(Timestamp.from(inputs.asOf())))))
                .withColumn("good", coalesce(expr(good), lit(false)));
    }
}

package com.lanehouse.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_micros;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What service levels count: one query per kind of record, with the column {@code counted_at}, by which windows take
 * them, and the columns by which they are judged.
 */
public enum ServiceLevelRecords {
    /** One task per task_id, as its newest event has it. */
    FINISHED_TASKS("silver.agents", "finished tasks", """
            SELECT finished_at AS counted_at, status,
                   (unix_micros(started_at) - unix_micros(queued_at)) / 1e6D AS queue_seconds
            FROM finished_lately
            QUALIFY row_number() OVER (
              PARTITION BY task_id ORDER BY event_time DESC, event_id DESC, source DESC) = 1
            """, """
            type = 'agent_task.finished'
            AND task_id IN (SELECT task_id FROM silver_agents
                            WHERE type = 'agent_task.finished' AND finished_at > %1$s AND finished_at <= %2$s)""") {
        /** A task's newest event counts; one that says it finished after the instant is not older than all that do. */
        @Override
        Dataset<Row> after(Instant after, JobInputs inputs) {
            Dataset<Row> finished = inputs.table("silver.agents").where("type = 'agent_task.finished'");
            Row earliest = finished.where(col("finished_at").gt(lit(Timestamp.from(after))))
                    .agg(unix_micros(min("event_time")))
                    .first();
            inputs.view(
                    "finished_lately",
                    finished.where(
                            earliest.isNullAt(0)
                                    ? lit(false)
                                    : col("event_time").geq(at(earliest.getLong(0)))));
            return super.after(after, inputs);
        }
    },

    /** Every pricing, so a quote that was priced again counts again. */
    PRICED_QUOTES(
            "silver.quotes",
            "priced quotes",
            """
            SELECT event_time AS counted_at, latency_ms
            FROM silver_quotes
            WHERE type = 'quote.priced'
            """,
            "type = 'quote.priced' AND event_time > %1$s AND event_time <= %2$s"),

    CACHED_QUOTES(
            "silver.quotes",
            "quotes priced from the cache",
            """
            SELECT event_time AS counted_at, latency_ms
            FROM silver_quotes
            WHERE type = 'quote.priced' AND rate_source = 'cache'
            """,
            "type = 'quote.priced' AND rate_source = 'cache' AND event_time > %1$s AND event_time <= %2$s"),

    /** Pooled over services and regions. */
    PROBES("silver.platform", "probes", """
            SELECT event_time AS counted_at, up
            FROM silver_platform
            WHERE type = 'probe.checked'
            """, "type = 'probe.checked' AND event_time > %1$s AND event_time <= %2$s");

    private final String table;
    private final String inWords;
    private final String query;
    private final String madeOf;

    ServiceLevelRecords(String table, String inWords, String query, String madeOf) {
        this.table = table;
        this.inWords = inWords;
        this.query = query;
        this.madeOf = madeOf;
    }

    private static Column at(long micros) {
        return lit(Timestamp.from(Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
    }

    /** The silver table they come from. */
    public String table() {
        return table;
    }

    /** Such as {@code finished tasks}. */
    public String inWords() {
        return inWords;
    }

    /** The records that were counted after an instant, perhaps others too. */
    Dataset<Row> after(Instant after, JobInputs inputs) {
        return inputs.sql(query);
    }

    /**
     * Condition over rows of the table: those that the records counted in a time are made of. All events of a task are,
     * as its newest says when it is counted.
     *
     * @param after SQL for the time's beginning, which is not in it
     * @param upTo SQL for its end, which is
     */
    String madeOf(String after, String upTo) {
        return madeOf.formatted(after, upTo);
    }
}

package com.lanehouse.jobs;

/**
 * What service levels count: one query per kind of record, with the column {@code counted_at}, by which windows take
 * them, and the columns by which they are judged.
 */
public enum ServiceLevelRecords {
    /** One task per task_id, as its newest event has it. */
    FINISHED_TASKS("silver.agents", "finished tasks", """
            SELECT finished_at AS counted_at, status,
                   (unix_micros(started_at) - unix_micros(queued_at)) / 1e6D AS queue_seconds
            FROM silver_agents
            WHERE type = 'agent_task.finished'
            QUALIFY row_number() OVER (
              PARTITION BY task_id ORDER BY event_time DESC, event_id DESC, source DESC) = 1
            """, """
            type = 'agent_task.finished'
            AND task_id IN (SELECT task_id FROM silver_agents
                            WHERE type = 'agent_task.finished' AND finished_at > %1$s AND finished_at <= %2$s)"""),

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

    /** The silver table they come from. */
    public String table() {
        return table;
    }

    /** Such as {@code finished tasks}. */
    public String inWords() {
        return inWords;
    }

    String query() {
        return query;
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

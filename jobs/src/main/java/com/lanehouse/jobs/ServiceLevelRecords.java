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
            """),

    /** Every pricing, so a quote that was priced again counts again. */
    PRICED_QUOTES("silver.quotes", "priced quotes", """
            SELECT event_time AS counted_at, latency_ms
            FROM silver_quotes
            WHERE type = 'quote.priced'
            """),

    CACHED_QUOTES("silver.quotes", "quotes priced from the cache", """
            SELECT event_time AS counted_at, latency_ms
            FROM silver_quotes
            WHERE type = 'quote.priced' AND rate_source = 'cache'
            """),

    /** Pooled over services and regions. */
    PROBES("silver.platform", "probes", """
            SELECT event_time AS counted_at, up
            FROM silver_platform
            WHERE type = 'probe.checked'
            """);

    private final String table;
    private final String inWords;
    private final String query;

    ServiceLevelRecords(String table, String inWords, String query) {
        this.table = table;
        this.inWords = inWords;
        this.query = query;
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
}

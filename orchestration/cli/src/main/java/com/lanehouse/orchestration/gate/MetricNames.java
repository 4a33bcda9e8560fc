package com.lanehouse.orchestration.gate;

/** What metrics and alert rules must agree on. */
final class MetricNames {
    static final String BURN_RATE = "lanehouse_slo_burn_rate";
    static final String RATIO = "lanehouse_slo_ratio";
    /** A point in time and not an age, so that the age grows by itself when nobody writes metrics any more. */
    static final String NEWEST_EVENT = "lanehouse_newest_event_timestamp_seconds";

    private MetricNames() {}

    static String newestEvent(String table) {
        return "%s{table=\"%s\"}".formatted(NEWEST_EVENT, table);
    }

    /** A burn rate's series, in the notation of queries and of the text format alike. */
    static String burnRate(String slo, String window) {
        return "%s{slo=\"%s\",window=\"%s\"}".formatted(BURN_RATE, slo, window);
    }
}

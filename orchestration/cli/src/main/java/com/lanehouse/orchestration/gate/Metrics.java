package com.lanehouse.orchestration.gate;

import com.lanehouse.jobs.ServiceLevel;
import com.lanehouse.tables.KernelTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The service levels at the newest T in Prometheus' text format, such as node-exporter's textfile collector reads. What
 * is not known has no sample.
 */
public final class Metrics {
    private Metrics() {}

    /** Reads the newest event at or before T of every table that service levels count. */
    public static Map<String, Instant> newestEvents(Path lake, Instant asOf) {
        Map<String, Instant> newest = new TreeMap<>();
        ServiceLevel.ALL.stream()
                .map(level -> level.records().table())
                .distinct()
                .forEach(table -> KernelTable.at(lake.resolve(table.replace('.', '/')))
                        .forEachRow(List.of("event_time"), "batch_id", Long.MIN_VALUE, row -> {
                            Instant time = (Instant) row[0];
                            if (!time.isAfter(asOf)) {
                                newest.merge(table, time, (one, other) -> one.isAfter(other) ? one : other);
                            }
                        }));
        return newest;
    }

    /**
     * The metrics as text.
     *
     * @param newestEvents by table
     */
    public static String text(Gate gate, Map<String, Instant> newestEvents) {
        StringBuilder text = new StringBuilder();
        head(text, MetricNames.RATIO, "Good records over all records in the window of a service level.");
        gate.verdicts()
                .forEach(verdict -> verdict.measured()
                        .ifPresent(measured -> sample(
                                text,
                                "%s{slo=\"%s\"}".formatted(MetricNames.RATIO, measured.slo()),
                                measured.ratio())));
        head(text, MetricNames.BURN_RATE, "How many times as fast as its objective allows a service level fails.");
        gate.verdicts()
                .forEach(verdict -> verdict.measured()
                        .ifPresent(measured -> measured.burnRates()
                                .forEach((window, rate) ->
                                        sample(text, MetricNames.burnRate(measured.slo(), window), rate))));
        head(text, MetricNames.NEWEST_EVENT, "Unix time of the newest event that the service levels could count.");
        newestEvents.forEach(
                (table, time) -> sample(text, MetricNames.newestEvent(table), time.toEpochMilli() / 1_000.0));
        return text.toString();
    }

    private static void head(StringBuilder text, String name, String help) {
        text.append("# HELP %s %s\n# TYPE %s gauge\n".formatted(name, help, name));
    }

    private static void sample(StringBuilder text, String series, Double value) {
        if (value != null) {
            text.append(series).append(' ').append(value).append('\n');
        }
    }
}

package com.lanehouse.simulator;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a simulation wrote. The file has {@code events + duplicated + broken} lines.
 *
 * @param events distinct good events
 * @param eventsByType the same by CloudEvents type, in alphabetical order; they add up to {@code events}
 * @param late good events whose line stands later than its time would place it
 * @param duplicated extra lines that repeat the identity of a good event
 * @param broken extra lines that no consumer can accept
 * @param eventFile where the events are
 * @param truth where the hidden truth is
 */
public record SimulationReport(
        long events,
        Map<String, Long> eventsByType,
        long late,
        long duplicated,
        long broken,
        Path eventFile,
        Path truth) {
    public SimulationReport {
        eventsByType = Collections.unmodifiableMap(new TreeMap<>(eventsByType));
    }
}

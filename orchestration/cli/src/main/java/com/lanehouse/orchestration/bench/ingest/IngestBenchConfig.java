package com.lanehouse.orchestration.bench.ingest;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * How ingest is measured.
 *
 * @param folder where everything goes; what an earlier bench left there is removed
 * @param port of the broker, which takes the next three too
 * @param messages how many are measured at every point, in six batches
 * @param history events that are there already, per point, rising
 * @param small how many a small catch-up brings
 * @param rounds how often a small catch-up is measured
 */
public record IngestBenchConfig(Path folder, int port, int messages, List<Integer> history, int small, int rounds) {
    public IngestBenchConfig {
        requireNonNull(folder, "folder is null");
        history = List.copyOf(history);
        if (messages < 6) {
            throw new IllegalArgumentException("messages is %d, must be at least 6".formatted(messages));
        }
        if (history.isEmpty() || !history.stream().sorted().distinct().toList().equals(history)) {
            throw new IllegalArgumentException("history is %s, must rise".formatted(history));
        }
        if (small < 1 || small > messages) {
            throw new IllegalArgumentException("small is %d, must be 1 to %d".formatted(small, messages));
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is %d, must be at least 1".formatted(rounds));
        }
    }
}

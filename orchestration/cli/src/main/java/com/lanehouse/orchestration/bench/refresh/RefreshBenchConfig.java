package com.lanehouse.orchestration.bench.refresh;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * How refreshing is measured.
 *
 * @param folder where everything goes; what an earlier bench left there is removed, unless it is gone on with
 * @param days of history before, per lake, rising
 * @param eventsADay about as many; the shares of the kinds of events are fixed
 * @param rounds how many further days are refreshed and measured
 * @param histories where histories are kept that later benches begin from; on the disk of {@code folder}
 * @param goOn whether lakes that an earlier bench of the same days and events left are gone on with
 */
public record RefreshBenchConfig(
        Path folder, List<Integer> days, int eventsADay, int rounds, Path histories, boolean goOn) {
    public RefreshBenchConfig {
        requireNonNull(folder, "folder is null");
        requireNonNull(histories, "histories is null");
        days = List.copyOf(days);
        if (days.isEmpty() || days.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException(
                    "days is %s, must name at least one length, each at least 1".formatted(days));
        }
        if (!days.equals(days.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException("days is %s, must rise".formatted(days));
        }
        if (eventsADay < 1_000) {
            throw new IllegalArgumentException("events a day is %d, must be at least 1000".formatted(eventsADay));
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is %d, must be at least 1".formatted(rounds));
        }
    }
}

package com.lanehouse.orchestration.bench.ingest;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * How following is measured.
 *
 * @param folder where everything goes; what an earlier bench left there is removed
 * @param port of the broker, which takes the next one too
 * @param rate events published a second
 * @param minutes for how long
 */
public record FollowBenchConfig(Path folder, int port, int rate, int minutes) {
    public FollowBenchConfig {
        requireNonNull(folder, "folder is null");
        if (rate < 1 || rate > 20_000) {
            throw new IllegalArgumentException("rate is %d, must be 1 to 20000".formatted(rate));
        }
        if (minutes < 1) {
            throw new IllegalArgumentException("minutes is %d, must be at least 1".formatted(minutes));
        }
    }
}

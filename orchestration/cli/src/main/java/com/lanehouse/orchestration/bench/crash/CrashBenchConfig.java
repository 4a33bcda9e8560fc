package com.lanehouse.orchestration.bench.crash;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * How often ingest crashes.
 *
 * @param folder where everything goes; what an earlier bench left there is removed
 * @param port of the broker, which takes the next one too
 * @param real kills of the process
 * @param simulated failures within one process
 * @param seed of everything random
 */
public record CrashBenchConfig(Path folder, int port, int real, int simulated, long seed) {
    public CrashBenchConfig {
        requireNonNull(folder, "folder is null");
        if (real < 0 || simulated < 0 || real + simulated == 0) {
            throw new IllegalArgumentException("say how often: --real N, --simulated N, or both");
        }
    }
}

package com.lanehouse.orchestration.bench.ingest;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * How the way to the scoreboard is measured.
 *
 * @param folder where everything goes; what an earlier bench left there is removed
 * @param port of the broker, which takes the next one too
 * @param rate events published a second
 * @param minutes for how long, those of the warm-up included
 */
public record KpisBenchConfig(Path folder, int port, int rate, int minutes) {
    /** At first code is compiled and runs take longer than they will: what is published then is not counted. */
    static final int WARM_UP_MINUTES = 5;

    private static final int SECONDS_A_MINUTE = 60;
    private static final int MOST_EVENTS = 10_000_000;

    public KpisBenchConfig {
        requireNonNull(folder, "folder is null");
        if (rate < 1) {
            throw new IllegalArgumentException("rate is %d, must be at least 1".formatted(rate));
        }
        if (minutes <= WARM_UP_MINUTES) {
            throw new IllegalArgumentException(
                    "minutes is %d, must be more than the %d of the warm-up".formatted(minutes, WARM_UP_MINUTES));
        }
        if ((long) rate * SECONDS_A_MINUTE > MOST_EVENTS / minutes) {
            throw new IllegalArgumentException(
                    "%d minutes at %d a second are more than %,d events".formatted(minutes, rate, MOST_EVENTS));
        }
    }

    int eventsAMinute() {
        return rate * SECONDS_A_MINUTE;
    }

    int events() {
        return eventsAMinute() * minutes;
    }
}

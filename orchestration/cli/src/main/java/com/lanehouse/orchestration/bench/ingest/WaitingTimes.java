package com.lanehouse.orchestration.bench.ingest;

import java.util.List;
import java.util.Locale;

/**
 * How long events took.
 *
 * @param seconds of each event, at least one, in any order
 */
record WaitingTimes(List<Double> seconds) {
    WaitingTimes {
        if (seconds.isEmpty()) {
            throw new IllegalArgumentException("seconds is empty");
        }
        seconds = seconds.stream().sorted().toList();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f s, p95 %.1f s, p99 %.1f s, at most %.1f s",
                quantile(0.50),
                quantile(0.95),
                quantile(0.99),
                seconds.getLast());
    }

    private double quantile(double share) {
        return seconds.get((int) Math.min(seconds.size() - 1L, Math.round(share * seconds.size())));
    }
}

package com.lanehouse.simulator;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to simulate. Two equal configurations give the same bytes.
 *
 * @param days whole UTC days of history, at least 1
 * @param companies customers when the history begins, at least 1; leads and trials bring more
 * @param seed any number
 * @param end the last day, inclusive, UTC
 * @param families topics to write, such as {@code quotes}; empty = all. A family's events do not depend on which others
 *     are written
 */
public record SimulationConfig(int days, int companies, long seed, LocalDate end, Set<String> families) {
    public SimulationConfig {
        if (days < 1) {
            throw new IllegalArgumentException("days is %d: a history has at least 1 day".formatted(days));
        }
        if (companies < 1) {
            throw new IllegalArgumentException("companies is %d: a market has at least 1 company".formatted(companies));
        }
        requireNonNull(end, "end is null");
        families = Collections.unmodifiableSet(new TreeSet<>(requireNonNull(families, "families is null")));
        for (String family : families) {
            if (!EventType.families().contains(family)) {
                throw new IllegalArgumentException(
                        "families names %s: there are %s".formatted(family, String.join(", ", EventType.families())));
            }
        }
    }

    /** The first day of the history. */
    public LocalDate start() {
        return end.minusDays(days - 1L);
    }
}

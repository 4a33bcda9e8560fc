package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What a book of past loads knows of a lane, with all that it takes to go on from there.
 *
 * @param history the sums
 * @param carriers ids of the different carriers of its loads
 */
public record BookedLane(LaneHistoryRow history, Set<String> carriers) {
    public BookedLane {
        requireNonNull(history, "history is null");
        carriers = Set.copyOf(carriers);
        if (carriers.size() != history.carriers()) {
            throw new IllegalArgumentException("%s has %d carriers, but %d ids of them"
                    .formatted(history.lane(), history.carriers(), carriers.size()));
        }
    }
}

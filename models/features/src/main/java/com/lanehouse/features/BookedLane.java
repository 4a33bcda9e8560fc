package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

/**
 * What a book of past loads knows of a lane, with all that it takes to go on from there.
 *
 * @param history the sums
 * @param carriers ids of the different carriers of its loads, a line each
 */
public record BookedLane(LaneHistoryRow history, String carriers) {
    public BookedLane {
        requireNonNull(history, "history is null");
        requireNonNull(carriers, "carriers is null");
        if (SeenCarriers.count(carriers) != history.carriers()) {
            throw new IllegalArgumentException("%s has %d carriers, but %d ids of them"
                    .formatted(history.lane(), history.carriers(), SeenCarriers.count(carriers)));
        }
    }

    /** How many carriers so many lines name. */
    public static long carriers(String lines) {
        return SeenCarriers.count(lines);
    }
}

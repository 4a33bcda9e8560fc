package com.lanehouse.training;

import java.util.Comparator;

/** The orders in which loads are walked through. */
final class TrainingOrder {
    /** In which the costs became known; the same order as the job that stores lane histories uses. */
    static final Comparator<TrainingLoad> BY_KNOWN = Comparator.<TrainingLoad, java.time.Instant>comparing(
                    load -> load.load().knownAt())
            .thenComparing(load -> load.load().loadId());

    static final Comparator<TrainingLoad> BY_ASKED = Comparator.<TrainingLoad, java.time.Instant>comparing(
                    load -> load.question().askedAt())
            .thenComparing(load -> load.load().loadId());

    /** Time of the quote, then quote id: ids of an imported file grow with its rows, so ties keep the file's order. */
    static final Comparator<TrainingLoad> BY_QUOTE = Comparator.<TrainingLoad, java.time.Instant>comparing(
                    load -> load.question().askedAt())
            .thenComparing(TrainingLoad::quoteId);

    private TrainingOrder() {}
}

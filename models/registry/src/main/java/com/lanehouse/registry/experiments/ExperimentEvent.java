package com.lanehouse.registry.experiments;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A row of {@code registry.experiments}; the columns are declared there.
 *
 * @param reason may be null
 */
public record ExperimentEvent(
        String eventId,
        String experimentId,
        Kind kind,
        int phase,
        double allocation,
        List<Arm> arms,
        Instant at,
        String by,
        String reason) {
    /** What happened; its label is the column's. */
    public enum Kind {
        LAUNCHED("launched"),
        STOPPED("stopped");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        static Kind of(String label) {
            for (Kind kind : values()) {
                if (kind.label.equals(label)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("'%s' is no event of an experiment".formatted(label));
        }
    }

    public ExperimentEvent {
        requireNonNull(eventId, "eventId is null");
        requireNonNull(experimentId, "experimentId is null");
        requireNonNull(kind, "kind is null");
        arms = List.copyOf(arms);
        requireNonNull(at, "at is null");
        requireNonNull(by, "by is null");
    }
}

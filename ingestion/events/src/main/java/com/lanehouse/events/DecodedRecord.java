package com.lanehouse.events;

import static java.util.Objects.requireNonNull;

/** What became of a Kafka record: an event, or a dead letter with its reason. */
public sealed interface DecodedRecord {
    /** The record was read and passed its schema. */
    record Accepted(Event event, EventType type) implements DecodedRecord {
        public Accepted {
            requireNonNull(event, "event is null");
            requireNonNull(type, "type is null");
        }
    }

    /**
     * The record could not be read.
     *
     * @param detail what is wrong, naming the field
     */
    record Rejected(DeadLetterReason reason, String detail) implements DecodedRecord {
        public Rejected {
            requireNonNull(reason, "reason is null");
            requireNonNull(detail, "detail is null");
        }
    }
}

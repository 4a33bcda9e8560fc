package com.lanehouse.pipeline.ingest;

import com.lanehouse.events.DeadLetterReason;
import java.time.Instant;

/** A record of the broker, read: an event with the values of its silver row, or a dead letter. */
sealed interface Arrival {
    Position position();

    /** The bytes as received; null when the record had no value. */
    byte[] value();

    /**
     * An event.
     *
     * @param family the silver table it belongs to
     * @param columns values of the table's columns that come from the event's data, in declared order
     */
    record Accepted(
            Position position,
            byte[] value,
            String id,
            String source,
            String type,
            Instant time,
            String family,
            Object[] columns)
            implements Arrival {}

    /** A record that could not be read. */
    record Rejected(Position position, byte[] value, DeadLetterReason reason, String detail) implements Arrival {}
}

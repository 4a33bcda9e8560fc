package com.lanehouse.pipeline.ingest;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.DeadLetterReason;
import java.time.Instant;

/**
 * A record that could not be read.
 *
 * @param detail what is wrong, naming the field
 * @param raw the bytes as received; null when the record had no value
 * @param ingestTime when it was read
 */
public record DeadLetter(
        String topic,
        int partition,
        long offset,
        DeadLetterReason reason,
        String detail,
        byte[] raw,
        Instant ingestTime) {
    public DeadLetter {
        requireNonNull(topic, "topic is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(detail, "detail is null");
        requireNonNull(ingestTime, "ingestTime is null");
    }

    /** Where it stood on the broker, as {@code topic/partition/offset}: its name on the command line. */
    public String position() {
        return "%s/%d/%d".formatted(topic, partition, offset);
    }
}

package com.lanehouse.pipeline.ingest;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.KafkaConnection;
import java.time.Duration;

/**
 * How records are read.
 *
 * @param broker where records are read
 * @param recordsPerBatch most records in one batch, about; with {@code bytesPerBatch} it bounds the memory a batch needs
 * @param bytesPerBatch most bytes of record values in one batch, about
 * @param linger when following: how long a batch waits for more after its first record
 */
public record IngestConfig(KafkaConnection broker, int recordsPerBatch, long bytesPerBatch, Duration linger) {
    public IngestConfig {
        requireNonNull(broker, "broker is null");
        requireNonNull(linger, "linger is null");
        if (recordsPerBatch < 1) {
            throw new IllegalArgumentException("recordsPerBatch is %d, must be at least 1".formatted(recordsPerBatch));
        }
        if (bytesPerBatch < 1) {
            throw new IllegalArgumentException("bytesPerBatch is %d, must be at least 1".formatted(bytesPerBatch));
        }
    }

    public static IngestConfig of(KafkaConnection broker) {
        return new IngestConfig(broker, 200_000, 128L << 20, Duration.ofSeconds(2));
    }
}

package com.lanehouse.pipeline.ingest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;

/**
 * How records are read.
 *
 * @param bootstrap {@code host:port} of the broker
 * @param recordsPerBatch most records in one batch, about; with {@code bytesPerBatch} it bounds the memory a batch needs
 * @param bytesPerBatch most bytes of record values in one batch, about
 * @param linger when following: how long a batch waits for more after its first record
 * @param kafka further settings of the Kafka client, such as those of SASL and TLS
 */
public record IngestConfig(
        String bootstrap, int recordsPerBatch, long bytesPerBatch, Duration linger, Map<String, String> kafka) {
    public IngestConfig {
        requireNonNull(bootstrap, "bootstrap is null");
        requireNonNull(linger, "linger is null");
        kafka = Map.copyOf(kafka);
        if (recordsPerBatch < 1) {
            throw new IllegalArgumentException("recordsPerBatch is %d, must be at least 1".formatted(recordsPerBatch));
        }
        if (bytesPerBatch < 1) {
            throw new IllegalArgumentException("bytesPerBatch is %d, must be at least 1".formatted(bytesPerBatch));
        }
    }

    public static IngestConfig of(String bootstrap) {
        return new IngestConfig(bootstrap, 200_000, 128L << 20, Duration.ofSeconds(1), Map.of());
    }
}

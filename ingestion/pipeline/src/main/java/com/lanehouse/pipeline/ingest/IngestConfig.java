package com.lanehouse.pipeline.ingest;

import static java.util.Objects.requireNonNull;

/**
 * How records are read.
 *
 * @param bootstrap {@code host:port} of the broker
 * @param recordsPerBatch most records in one batch; bounds the memory a batch needs
 */
public record IngestConfig(String bootstrap, long recordsPerBatch) {
    public IngestConfig {
        requireNonNull(bootstrap, "bootstrap is null");
        if (recordsPerBatch < 1) {
            throw new IllegalArgumentException("recordsPerBatch is %d, must be at least 1".formatted(recordsPerBatch));
        }
    }

    public static IngestConfig of(String bootstrap) {
        return new IngestConfig(bootstrap, 400_000);
    }
}

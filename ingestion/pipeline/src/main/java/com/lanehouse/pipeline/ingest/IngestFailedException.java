package com.lanehouse.pipeline.ingest;

/** Ingest stopped before it had caught up; nothing is lost, the next run goes on where it stopped. */
public final class IngestFailedException extends RuntimeException {
    public IngestFailedException(String message) {
        super(message);
    }

    public IngestFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

package com.lanehouse.pipeline.ingest;

/** Ingest stopped before it had caught up; the next run goes on where it was. */
public final class IngestFailedException extends RuntimeException {
    IngestFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

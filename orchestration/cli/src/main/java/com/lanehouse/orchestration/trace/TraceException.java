package com.lanehouse.orchestration.trace;

/** A row cannot be traced; the message says why and what to do. */
public final class TraceException extends RuntimeException {
    TraceException(String message) {
        super(message);
    }

    TraceException(String message, Throwable cause) {
        super(message, cause);
    }
}

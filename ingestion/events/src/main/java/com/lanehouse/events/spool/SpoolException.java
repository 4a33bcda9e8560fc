package com.lanehouse.events.spool;

/** An event could not be kept, so nobody may rely on it. */
public final class SpoolException extends RuntimeException {
    /** @param cause null when there is none */
    public SpoolException(String message, Throwable cause) {
        super(message, cause);
    }
}

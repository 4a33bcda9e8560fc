package com.lanehouse.orchestration.local;

/** A local server could not be started; the message says why and how to mend it. */
public final class LocalServerException extends RuntimeException {
    LocalServerException(String message) {
        super(message);
    }

    LocalServerException(String message, Throwable cause) {
        super(message, cause);
    }
}

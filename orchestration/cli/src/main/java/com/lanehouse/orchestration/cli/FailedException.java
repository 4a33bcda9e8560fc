package com.lanehouse.orchestration.cli;

/** The command failed; the message says what, why and how to mend it (exit code 3). */
public final class FailedException extends RuntimeException {
    public FailedException(String message) {
        super(message);
    }

    public FailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

package com.lanehouse.orchestration.cli;

/** The command was used wrongly; the message says how it should be (exit code 2). */
public final class WrongUseException extends RuntimeException {
    public WrongUseException(String message) {
        super(message);
    }
}

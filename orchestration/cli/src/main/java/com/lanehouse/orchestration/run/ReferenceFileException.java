package com.lanehouse.orchestration.run;

/** A reference CSV file cannot be used; the message names file, line and column. */
public final class ReferenceFileException extends RuntimeException {
    ReferenceFileException(String message, Throwable cause) {
        super(message, cause);
    }
}

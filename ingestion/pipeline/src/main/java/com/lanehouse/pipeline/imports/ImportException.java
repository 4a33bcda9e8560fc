package com.lanehouse.pipeline.imports;

/** A file or mapping cannot be imported at all; the message says what, why and how to mend it. */
public final class ImportException extends RuntimeException {
    ImportException(String message) {
        super(message);
    }

    ImportException(String message, Throwable cause) {
        super(message, cause);
    }
}

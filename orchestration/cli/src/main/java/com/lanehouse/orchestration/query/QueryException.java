package com.lanehouse.orchestration.query;

/** A query is refused or does not hold together; the message says what, why and how to mend it. */
public final class QueryException extends RuntimeException {
    QueryException(String message) {
        super(message);
    }

    QueryException(String message, Throwable cause) {
        super(message, cause);
    }
}

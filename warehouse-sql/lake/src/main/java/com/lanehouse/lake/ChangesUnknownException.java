package com.lanehouse.lake;

/** What changed in a table since a version can no longer be told. */
public final class ChangesUnknownException extends RuntimeException {
    ChangesUnknownException(String table, long after, Throwable cause) {
        super("the changes of %s since version %d are no longer known".formatted(table, after), cause);
    }
}

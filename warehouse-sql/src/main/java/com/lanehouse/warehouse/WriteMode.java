package com.lanehouse.warehouse;

/** How rows enter a table: property {@code lanehouse.write} of its DDL file. */
public enum WriteMode {
    /** Rows are only ever added. */
    APPEND("append"),
    /** A run replaces the whole table: it holds the state at the newest T. */
    REPLACE("replace"),
    /** A run replaces the rows of its {@code as_of} and leaves the other snapshots. */
    SNAPSHOT("snapshot"),
    /** Rows whose key is already there are dropped: an effect happens once. */
    APPEND_NEW("append-new");

    private final String property;

    WriteMode(String property) {
        this.property = property;
    }

    static WriteMode of(String property) {
        for (WriteMode mode : values()) {
            if (mode.property.equals(property)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "lanehouse.write is '%s', not one of append, replace, snapshot, append-new".formatted(property));
    }
}

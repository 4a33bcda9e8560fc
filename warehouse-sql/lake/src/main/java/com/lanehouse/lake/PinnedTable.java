package com.lanehouse.lake;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * A table as one run sees it.
 *
 * @param name {@code layer.table}
 * @param version of the table
 * @param newestBatch newest batch of ingest whose rows are in it; empty for a table that ingest does not write
 */
public record PinnedTable(String name, long version, OptionalLong newestBatch) {
    public PinnedTable {
        requireNonNull(name, "name is null");
        requireNonNull(newestBatch, "newestBatch is null");
    }
}

package com.lanehouse.lake;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Some rows of a table, found by what they belong to.
 *
 * @param table {@code layer.table}
 * @param where condition in Spark SQL over a row; other rows are never found
 * @param columns expressions over a row whose values name what it belongs to; a row with a null among them belongs to
 *     nothing
 */
public record RowsBy(String table, String where, List<String> columns) {
    public RowsBy {
        requireNonNull(table, "table is null");
        requireNonNull(where, "where is null");
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("columns is empty");
        }
    }
}

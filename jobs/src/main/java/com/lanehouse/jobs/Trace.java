package com.lanehouse.jobs;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Which rows of an input one row of a job's table is made of: computed from these alone, at the same T, the row comes out
 * the same.
 *
 * @param table {@code layer.table} that the job writes
 * @param input {@code layer.table} that it reads
 * @param rows condition in SQL over a row of the input. {@code traced} is the row that was computed, as a struct;
 *     {@code :as_of} is its T; in subqueries the job's inputs are called as in {@link JobInputs#sql}
 */
public record Trace(String table, String input, String rows) {
    public Trace {
        requireNonNull(table, "table is null");
        requireNonNull(input, "input is null");
        requireNonNull(rows, "rows is null");
    }

    /** Rows that have the same values in some columns. */
    static String same(String... columns) {
        return Arrays.stream(columns)
                .map(column -> column + " = traced." + column)
                .collect(Collectors.joining(" AND "));
    }

    /** The rows of an input that share some columns with the row. */
    public static Trace sharing(String table, String input, String... columns) {
        return new Trace(table, input, same(columns));
    }

    /** Every row of an input. */
    public static Trace whole(String table, String input) {
        return new Trace(table, input, "true");
    }
}

package com.lanehouse.jobs;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A table that a job reads: which groups a change of it touches, and which of its rows some groups need.
 *
 * <p>Texts are Spark SQL. In queries {@code changed} are the rows of this input that came, went or were reached by time,
 * {@code stored} is the job's first table as its last run left it, {@code :since} the instant of that run and
 * {@code :as_of} that of this one. A table may be named by several inputs when their conditions do not overlap.
 */
public sealed interface Input {
    /** {@code layer.table}. */
    String table();

    /** Rows that the job looks at at all; changes of others touch nothing. */
    String where();

    /** Which rows time alone changes between {@code :since} (exclusive) and {@code :as_of}; false for none. */
    String reached();

    /** Every row is needed for every group: any change of the table touches all of them. */
    static Input whole(String table) {
        return new Whole(table);
    }

    /**
     * Every row counts for all that follow it in time. The job keeps in its first table where it stood at an earlier
     * instant, column {@link InOrder#KNOWN_BEFORE}: as long as no row before that changes, it goes on from there.
     *
     * @param time TIMESTAMP column, without nulls
     */
    static InOrder inOrder(String table, String time) {
        return new InOrder(table, time);
    }

    /**
     * Rows that belong to groups by themselves.
     *
     * @param groups expressions over the row, one for each of the job's group columns; null belongs to no group
     */
    static Grouped grouped(String table, String... groups) {
        return new Grouped(table, "true", "false", List.of(groups));
    }

    /**
     * Rows that belong to the period, the job's only group column, in which a time or date of theirs lies.
     *
     * @param column TIMESTAMP or DATE; files without a value in the periods are not read
     */
    static InPeriod inPeriod(String table, String column, Period period) {
        return new InPeriod(table, column, period);
    }

    /**
     * Rows that rows of other inputs refer to by a key. A changed one touches the groups of the job's rows that have its
     * key in a column of the same name, unless {@link Related#touching} says otherwise.
     *
     * @param key column of the table
     * @param needed query over the job's other inputs that gives the keys some groups need, in one column
     */
    static Related related(String table, String key, String needed) {
        return new Related(table, "true", "false", key, Optional.empty(), needed);
    }

    /** See {@link #whole}. */
    record Whole(String table) implements Input {
        public Whole {
            requireNonNull(table, "table is null");
        }

        @Override
        public String where() {
            return "true";
        }

        @Override
        public String reached() {
            return "false";
        }
    }

    /** See {@link #inOrder}. */
    record InOrder(String table, String time) implements Input {
        /** Column of the job's first table, the same in all rows: of which rows of the input it knows. */
        public static final String KNOWN_BEFORE = "known_before";

        public InOrder {
            requireNonNull(table, "table is null");
            requireNonNull(time, "time is null");
        }

        @Override
        public String where() {
            return "true";
        }

        @Override
        public String reached() {
            return "false";
        }
    }

    /** See {@link #grouped}. */
    record Grouped(String table, String where, String reached, List<String> groups) implements Input {
        public Grouped {
            requireNonNull(table, "table is null");
            requireNonNull(where, "where is null");
            requireNonNull(reached, "reached is null");
            groups = List.copyOf(groups);
            if (groups.isEmpty()) {
                throw new IllegalArgumentException("an input without groups is a whole one: " + table);
            }
        }

        public Grouped where(String condition) {
            return new Grouped(table, condition, reached, groups);
        }

        public Grouped reached(String condition) {
            return new Grouped(table, where, condition, groups);
        }
    }

    /** See {@link #inPeriod}. */
    record InPeriod(String table, String column, Period period) implements Input {
        public InPeriod {
            requireNonNull(table, "table is null");
            requireNonNull(column, "column is null");
            requireNonNull(period, "period is null");
        }

        @Override
        public String where() {
            return "true";
        }

        @Override
        public String reached() {
            return "false";
        }
    }

    /** See {@link #related}. */
    record Related(String table, String where, String reached, String key, Optional<String> touched, String needed)
            implements Input {
        public Related {
            requireNonNull(table, "table is null");
            requireNonNull(where, "where is null");
            requireNonNull(reached, "reached is null");
            requireNonNull(key, "key is null");
            requireNonNull(touched, "touched is null");
            requireNonNull(needed, "needed is null");
        }

        public Related where(String condition) {
            return new Related(table, condition, reached, key, touched, needed);
        }

        public Related reached(String condition) {
            return new Related(table, where, condition, key, touched, needed);
        }

        /** @param query gives the groups that {@code changed} rows touch */
        public Related touching(String query) {
            return new Related(table, where, reached, key, Optional.of(query), needed);
        }
    }
}

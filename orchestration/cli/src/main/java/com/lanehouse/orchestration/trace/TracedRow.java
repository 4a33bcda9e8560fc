package com.lanehouse.orchestration.trace;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * A row and what it was made of. Rows of one tree may be made of the same row: then it is the same object.
 */
public final class TracedRow {
    private final String table;
    private final Row row;
    private final PastRun run;
    private final List<Step> steps = new ArrayList<>();

    TracedRow(String table, Row row, PastRun run) {
        this.table = requireNonNull(table, "table is null");
        this.row = requireNonNull(row, "row is null");
        this.run = run;
    }

    /**
     * The rows of one table that went into a row.
     *
     * @param count how many there are
     * @param rows the first of them
     */
    public record Step(String table, long count, List<TracedRow> rows) {
        public Step {
            requireNonNull(table, "table is null");
            rows = List.copyOf(rows);
        }
    }

    public String table() {
        return table;
    }

    public Row row() {
        return row;
    }

    /** T of the run that computed it; empty for what no job computes. */
    public Optional<Instant> asOf() {
        return Optional.ofNullable(run).map(PastRun::asOf);
    }

    /** Without those tables of which no row went into it. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    PastRun run() {
        return run;
    }

    void madeOf(Step step) {
        steps.add(step);
    }
}

package com.lanehouse.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One business question: a pure function from pinned tables and an instant to rows. The runner orders jobs by what they
 * read and write, pins the inputs, hides what happened after the instant, finds the groups that must be computed, and
 * stores their rows.
 *
 * <p>The same function computes everything or some groups: for these it is given the rows that {@link #inputs} says they
 * need, perhaps others too, and what it computes for other groups is dropped.
 */
public interface Job {
    /** Kebab-case name, as on the command line. */
    String name();

    /** What it reads. Silver tables arrive without rows after the instant. */
    List<Input> inputs();

    /** Tables it writes; no other job writes them. */
    List<String> writes();

    /**
     * Columns whose values say which rows are computed together; every table of {@link #writes()} that is replaced has
     * them. None: everything is computed at every new instant and after every change.
     */
    default List<String> groups() {
        return List.of();
    }

    /**
     * Queries that give the groups whose rows time alone changes between {@code :since} (exclusive) and {@code :as_of}.
     * In them {@code stored} is the first table of {@link #writes()} as the last run left it.
     */
    default List<String> deadlines() {
        return List.of();
    }

    /**
     * The instant that its rows describe when a run is at T: T, unless what it says changes more rarely.
     *
     * @return not after T, and no earlier for a later T
     */
    default Instant describes(Instant asOf) {
        return asOf;
    }

    /** Of every table it writes, which rows of each table it reads a row is made of: one for each pair. */
    default List<Trace> traces() {
        return List.of();
    }

    /** To be raised when the same inputs give other rows than before: then everything is computed anew. */
    default int version() {
        return 1;
    }

    /**
     * Computes every table of {@link #writes()}, by name, with the columns that the table declares (order does not
     * matter). When it goes on from what it had stored, it may leave out a table that stays as it is.
     */
    Map<String, Dataset<Row>> compute(JobInputs inputs);

    /** The tables of {@link #inputs()}. */
    default List<String> reads() {
        return inputs().stream().map(Input::table).distinct().toList();
    }
}

package com.lanehouse.jobs;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One business question: a pure function from pinned tables and an instant to rows. The runner orders jobs by what they
 * read and write, pins the inputs, hides what happened after the instant, and stores the rows.
 */
public interface Job {
    /** Kebab-case name, as on the command line. */
    String name();

    /** Tables it reads, {@code layer.table}. Silver tables arrive without rows after the instant. */
    List<String> reads();

    /** Tables it writes; no other job writes them. */
    List<String> writes();

    /**
     * Computes every table of {@link #writes()}, by name, with the columns that the table declares (order does not
     * matter).
     */
    Map<String, Dataset<Row>> compute(JobInputs inputs);
}

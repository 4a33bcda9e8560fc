package com.lanehouse.pipeline.ingest;

import java.util.Arrays;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Row;

/** Keeps the arrivals that are not among the known duplicates. */
final class FirstArrivals implements Function<Row, Boolean> {
    private static final long serialVersionUID = 1L;

    private final long[] sortedDuplicates;

    FirstArrivals(long[] sortedDuplicates) {
        this.sortedDuplicates = sortedDuplicates;
    }

    @Override
    public Boolean call(Row decoded) {
        return Arrays.binarySearch(sortedDuplicates, RecordDecoding.position(decoded)) < 0;
    }
}

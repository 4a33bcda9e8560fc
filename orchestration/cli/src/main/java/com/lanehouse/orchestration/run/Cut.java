package com.lanehouse.orchestration.run;

import static java.util.Objects.requireNonNull;

import com.lanehouse.lake.Lake;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What one run looks at: one consistent state of the lake, and an instant.
 *
 * @param versions of the bronze and silver tables after the batch
 * @param batchId newest complete batch of ingest; 0 before the first
 * @param asOf T
 */
record Cut(Map<String, Long> versions, long batchId, Instant asOf) {
    Cut {
        versions = Map.copyOf(versions);
        requireNonNull(asOf, "asOf is null");
    }

    /** The state after the newest complete batch. */
    static Cut newest(Lake lake, Instant asOf) {
        List<Row> newest = lake.read("ops.ingest_batches")
                .orderBy(functions.col("batch_id").desc())
                .limit(1)
                .collectAsList();
        if (newest.isEmpty()) {
            return new Cut(Map.of(), 0, asOf);
        }
        Row batch = newest.getFirst();
        return new Cut(batch.getJavaMap(batch.fieldIndex("table_versions")), batch.getAs("batch_id"), asOf);
    }

    /** The same state, without what happened after another instant. */
    Cut at(Instant instant) {
        return new Cut(versions, batchId, instant);
    }

    /** The version of a table that the run reads: that of the cut, or the newest of one that ingest does not write. */
    long version(Lake lake, String table) {
        Long pinned = versions.get(table);
        return pinned == null ? lake.version(table) : pinned;
    }
}

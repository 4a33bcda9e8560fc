package com.lanehouse.orchestration.run;

import static java.util.Objects.requireNonNull;

import com.lanehouse.lake.Lake;
import com.lanehouse.tables.KernelTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /**
     * The state after the newest complete batch.
     *
     * @param known a batch that was complete before, 0 for none: files of earlier ones are not read
     */
    static Cut newest(Lake lake, long known, Instant asOf) {
        Cut[] newest = {new Cut(Map.of(), 0, asOf)};
        KernelTable.at(Path.of(lake.path("ops.ingest_batches")))
                .forEachRow(List.of("batch_id", "table_versions"), "batch_id", known - 1, batch -> {
                    if ((long) batch[0] > newest[0].batchId) {
                        newest[0] = new Cut(versions((Map<?, ?>) batch[1]), (long) batch[0], asOf);
                    }
                });
        return newest[0];
    }

    private static Map<String, Long> versions(Map<?, ?> stored) {
        Map<String, Long> versions = new HashMap<>();
        stored.forEach((table, version) -> versions.put((String) table, (Long) version));
        return versions;
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

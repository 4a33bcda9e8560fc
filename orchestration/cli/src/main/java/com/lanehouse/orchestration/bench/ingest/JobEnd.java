package com.lanehouse.orchestration.bench.ingest;

import static java.util.Objects.requireNonNull;

import com.lanehouse.tables.KernelTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a job ended in a run: what a bench wants of a row of {@code ops.job_runs}.
 *
 * @param run its id
 * @param asOf instant that it described
 * @param batch newest batch of ingest that it saw
 * @param error null when it succeeded
 */
record JobEnd(String run, String job, Instant asOf, Instant startedAt, Instant finishedAt, long batch, String error) {
    private static final List<String> COLUMNS =
            List.of("run_id", "job", "as_of", "started_at", "finished_at", "batch_id", "status", "error");

    JobEnd {
        requireNonNull(run, "run is null");
        requireNonNull(job, "job is null");
        requireNonNull(asOf, "asOf is null");
        requireNonNull(startedAt, "startedAt is null");
        requireNonNull(finishedAt, "finishedAt is null");
    }

    /** Those of all runs of a lake, in any order. */
    static List<JobEnd> in(Path lake) {
        return KernelTable.at(lake.resolve("ops").resolve("job_runs")).readRows(COLUMNS).stream()
                .map(row -> new JobEnd(
                        ((String) row.get("run_id")).split("/")[0],
                        (String) row.get("job"),
                        (Instant) row.get("as_of"),
                        (Instant) row.get("started_at"),
                        (Instant) row.get("finished_at"),
                        (long) row.get("batch_id"),
                        row.get("status").equals("succeeded")
                                ? null
                                : "%s: %s".formatted(row.get("status"), row.get("error"))))
                .toList();
    }

    boolean succeeded() {
        return error == null;
    }

    Duration took() {
        return Duration.between(startedAt, finishedAt);
    }
}

package com.lanehouse.orchestration.trace;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * A success of a job.
 *
 * @param asOf its T
 * @param batchId newest batch of ingest that it saw; 0 when there was none
 * @param inputVersions version of each table it read
 */
record PastRun(
        String job,
        Instant asOf,
        Instant startedAt,
        Instant finishedAt,
        long batchId,
        Map<String, Long> inputVersions) {
    PastRun {
        requireNonNull(job, "job is null");
        requireNonNull(asOf, "asOf is null");
        requireNonNull(startedAt, "startedAt is null");
        requireNonNull(finishedAt, "finishedAt is null");
        inputVersions = Map.copyOf(inputVersions);
    }
}

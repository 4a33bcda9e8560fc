package com.lanehouse.orchestration.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * What a job's last successful run looked at: where the next one goes on.
 *
 * @param asOf its T
 * @param batchId newest batch of ingest that it saw; 0 when there was none
 * @param jobVersion {@link com.lanehouse.jobs.Job#version} of the function that computed
 * @param inputVersions version of each table it read
 */
record JobRun(Instant asOf, long batchId, int jobVersion, Map<String, Long> inputVersions) {
    JobRun {
        requireNonNull(asOf, "asOf is null");
        inputVersions = Map.copyOf(inputVersions);
    }
}

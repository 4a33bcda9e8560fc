package com.lanehouse.scoring.bulk;

import static java.util.Objects.requireNonNull;

import com.lanehouse.scoring.ApiKey;
import java.time.Instant;

/**
 * Rows of a job that somebody has taken to work on.
 *
 * @param lease proves that it is still theirs
 * @param isRated whether only the events are left to be kept
 * @param attempts how often it was taken in this state, this time included
 * @param lines lanes to be rated; events to be kept when it is rated
 * @param acceptedAt when the job was accepted
 */
record Chunk(
        String jobId,
        int number,
        ApiKey company,
        Instant acceptedAt,
        String lease,
        boolean isRated,
        int attempts,
        int done,
        int failed,
        byte[] lines) {
    Chunk {
        requireNonNull(jobId, "jobId is null");
        requireNonNull(company, "company is null");
        requireNonNull(acceptedAt, "acceptedAt is null");
        requireNonNull(lease, "lease is null");
        requireNonNull(lines, "lines is null");
    }

    /**
     * What rating it has brought.
     *
     * @param results {@code {"row":…,"rate":…}} or {@code {"row":…,"error":…}} a line
     * @param events CloudEvents, one a line
     */
    record Outcome(int done, int failed, byte[] results, byte[] events) {
        Outcome {
            requireNonNull(results, "results is null");
            requireNonNull(events, "events is null");
        }
    }

    Chunk rated(Outcome outcome) {
        return new Chunk(
                jobId,
                number,
                company,
                acceptedAt,
                lease,
                true,
                attempts,
                outcome.done(),
                outcome.failed(),
                outcome.events());
    }
}

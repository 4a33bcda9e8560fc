package com.lanehouse.orchestration.run;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What to run.
 *
 * @param jobs names of jobs; empty for all
 * @param asOf T: only what happened until then counts
 * @param referenceFolder the user's reference CSV files; null for the defaults
 * @param full whether everything is computed anew, not only what has changed
 */
public record RunConfig(List<String> jobs, Instant asOf, Path referenceFolder, boolean full) {
    /** The same at another instant. */
    public RunConfig at(Instant instant) {
        return new RunConfig(jobs, instant, referenceFolder, full);
    }

    public RunConfig {
        jobs = List.copyOf(jobs);
        requireNonNull(asOf, "asOf is null");
    }
}

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
 * @param following whether it is one of many runs on end: tables that say so then get their snapshot once a UTC day
 */
public record RunConfig(List<String> jobs, Instant asOf, Path referenceFolder, boolean full, boolean following) {
    public RunConfig {
        jobs = List.copyOf(jobs);
        requireNonNull(asOf, "asOf is null");
    }

    /** A run by itself. */
    public RunConfig(List<String> jobs, Instant asOf, Path referenceFolder, boolean full) {
        this(jobs, asOf, referenceFolder, full, false);
    }

    /** The same at another instant, as one of many on end. */
    public RunConfig followingAt(Instant instant) {
        return new RunConfig(jobs, instant, referenceFolder, full, true);
    }
}

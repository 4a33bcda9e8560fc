package com.lanehouse.orchestration.bench.ingest;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code gold.kpis} as time went by: which run brought what to it. */
final class Board {
    private static final String JOB = "scoreboard";

    private final List<JobEnd> writes;

    /** @param ends of all jobs of all runs, in any order */
    Board(List<JobEnd> ends) {
        this.writes = ends.stream()
                .filter(end -> end.job().equals(JOB) && end.succeeded())
                .sorted(Comparator.comparing(JobEnd::finishedAt))
                .toList();
    }

    /**
     * How an event reached it: with the first success of the scoreboard's job that saw the event's batch and described a
     * time at which the event had happened. Empty when there is none.
     */
    Optional<JobEnd> reachedWith(long batch, Instant happened) {
        return writes.stream()
                .filter(write -> write.batch() >= batch && !write.asOf().isBefore(happened))
                .findFirst();
    }

    /** The success that a run has brought; empty when it has brought none. */
    Optional<JobEnd> of(String run) {
        return writes.stream().filter(write -> write.run().equals(run)).findFirst();
    }

    /** How many runs that describe a later instant than this one have brought a success. */
    long since(Instant instant) {
        return writes.stream().filter(write -> write.asOf().isAfter(instant)).count();
    }

    Optional<JobEnd> newest() {
        return writes.isEmpty() ? Optional.empty() : Optional.of(writes.getLast());
    }
}

package com.lanehouse.orchestration.bench.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One run of the whole catalogue of jobs.
 *
 * @param ends of its jobs, at least one
 */
record MinuteRun(List<JobEnd> ends) {
    MinuteRun {
        ends = List.copyOf(ends);
        if (ends.isEmpty()) {
            throw new IllegalArgumentException("ends is empty");
        }
    }

    /** All runs, in order of time. */
    static List<MinuteRun> of(List<JobEnd> ends) {
        return ends.stream().collect(Collectors.groupingBy(JobEnd::run)).values().stream()
                .map(MinuteRun::new)
                .sorted(Comparator.comparing(MinuteRun::startedAt))
                .toList();
    }

    String id() {
        return ends.getFirst().run();
    }

    /** The full minute it was for; some jobs describe an earlier time, such as the day before. */
    Instant asOf() {
        return ends.stream().map(JobEnd::asOf).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** Newest batch of ingest that it saw. */
    long batch() {
        return ends.stream().mapToLong(JobEnd::batch).max().orElseThrow();
    }

    Instant startedAt() {
        return ends.stream()
                .map(JobEnd::startedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    Duration took() {
        Instant finished = ends.stream()
                .map(JobEnd::finishedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return Duration.between(startedAt(), finished);
    }

    /** The jobs that took longest, longest first. Two run side by side, so that they add up to more than the run. */
    List<JobEnd> longest(int most) {
        return ends.stream()
                .sorted(Comparator.comparing(JobEnd::took).reversed())
                .limit(most)
                .toList();
    }

    List<JobEnd> failed() {
        return ends.stream().filter(end -> !end.succeeded()).toList();
    }
}

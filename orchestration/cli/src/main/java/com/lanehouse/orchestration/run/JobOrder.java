package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Job;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Orders jobs so that each comes after those that write what it reads. */
final class JobOrder {
    private final Map<String, Job> byName = new LinkedHashMap<>();
    private final Map<String, String> writerOf = new HashMap<>();

    JobOrder(List<Job> jobs) {
        for (Job job : jobs) {
            if (byName.put(job.name(), job) != null) {
                throw new IllegalArgumentException("two jobs are called " + job.name());
            }
            for (String table : job.writes()) {
                String other = writerOf.put(table, job.name());
                if (other != null) {
                    throw new IllegalArgumentException(
                            "%s is written by %s and by %s".formatted(table, other, job.name()));
                }
            }
        }
    }

    /** Names of the jobs that must be done before the given one. */
    Set<String> upstreamOf(Job job) {
        Set<String> upstream = new TreeSet<>();
        for (String table : job.reads()) {
            String writer = writerOf.get(table);
            if (writer != null && !writer.equals(job.name())) {
                upstream.add(writer);
            }
        }
        return upstream;
    }

    /** All jobs in an order that respects what they read; fails on a circle. */
    List<Job> ordered() {
        Set<String> done = new LinkedHashSet<>();
        List<Job> order = new ArrayList<>();
        while (order.size() < byName.size()) {
            List<Job> ready = byName.values().stream()
                    .filter(job -> !done.contains(job.name()) && done.containsAll(upstreamOf(job)))
                    .toList();
            if (ready.isEmpty()) {
                Set<String> stuck = new TreeSet<>(byName.keySet());
                stuck.removeAll(done);
                throw new IllegalArgumentException("jobs wait for each other in a circle: " + String.join(", ", stuck));
            }
            ready.forEach(job -> done.add(job.name()));
            order.addAll(ready);
        }
        return order;
    }

    /**
     * The named jobs and those they rest on, in order; all when no name is given.
     *
     * @throws IllegalArgumentException when there is no such job; the message lists those there are
     */
    List<Job> select(List<String> names) {
        for (String name : names) {
            if (!byName.containsKey(name)) {
                throw new IllegalArgumentException(
                        "no job is called %s; there are %s".formatted(name, String.join(", ", byName.keySet())));
            }
        }
        Set<String> wanted = new TreeSet<>(names);
        // From the last to the first, each is wanted before what it rests on is looked at.
        for (Job job : ordered().reversed()) {
            if (wanted.contains(job.name())) {
                wanted.addAll(upstreamOf(job));
            }
        }
        return ordered().stream()
                .filter(job -> names.isEmpty() || wanted.contains(job.name()))
                .toList();
    }
}

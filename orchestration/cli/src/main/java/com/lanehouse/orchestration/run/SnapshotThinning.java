package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Job;
import com.lanehouse.lake.Lake;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.WriteMode;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which snapshots the runs of this process made that somebody else's run did not ask for, too, and which of them are too
 * many: all but the last of an hour. Safe for many threads.
 */
final class SnapshotThinning {
    private final Lake lake;
    /** T by run. */
    private final Map<String, Instant> ownRuns = new HashMap<>();
    /** The instants whose rows own runs stored, by job. */
    private final Map<Job, NavigableSet<Instant>> made = new HashMap<>();

    SnapshotThinning(Lake lake) {
        this.lake = lake;
    }

    /** A job has ended in a run of this process. A snapshot in which it changed no row was there before. */
    synchronized void ran(String runId, Instant asOf, Job job, JobResult result) {
        ownRuns.put(runId, asOf);
        if (result.succeeded() && result.rowsOut() > 0 && !snapshotTables(job).isEmpty()) {
            made.computeIfAbsent(job, unknown -> new TreeSet<>()).add(job.describes(asOf));
        }
    }

    /**
     * The snapshots that are too many before an hour.
     *
     * @return instants by table; each table with one at least
     */
    synchronized Map<String, List<Instant>> tooMany(Instant hour) {
        Map<String, List<Instant>> tooMany = new TreeMap<>();
        made.forEach((job, instants) -> {
            List<Instant> followed = instants.headSet(hour).stream()
                    .filter(instant -> isFollowed(instant, instants))
                    .toList();
            if (!followed.isEmpty()) {
                Set<Instant> others = describedByOthers(job, followed.getFirst());
                List<Instant> own = new ArrayList<>(followed);
                own.removeAll(others);
                snapshotTables(job).stream().filter(table -> !own.isEmpty()).forEach(table -> tooMany.put(table, own));
            }
        });
        return tooMany;
    }

    /** What was before an hour is dealt with. */
    synchronized void forget(Instant hour) {
        ownRuns.values().removeIf(hour::isAfter);
        made.values().forEach(instants -> instants.headSet(hour).clear());
    }

    /** Whether there is a later one of the same hour. */
    private static boolean isFollowed(Instant instant, NavigableSet<Instant> instants) {
        Instant next = instants.higher(instant);
        return next != null && next.truncatedTo(ChronoUnit.HOURS).equals(instant.truncatedTo(ChronoUnit.HOURS));
    }

    private Set<Instant> describedByOthers(Job job, Instant from) {
        Predicate since = new Predicate(
                ">=", new Column("as_of"), Literal.ofTimestamp(ChronoUnit.MICROS.between(Instant.EPOCH, from)));
        Set<Instant> described = new HashSet<>();
        KernelTable.at(Path.of(lake.path("ops.job_runs")))
                .readRows(List.of("run_id", "job", "as_of"), Optional.of(since))
                .stream()
                .filter(run -> run.get("job").equals(job.name()) && !ownRuns.containsKey(run.get("run_id")))
                .forEach(run -> described.add((Instant) run.get("as_of")));
        return described;
    }

    private List<String> snapshotTables(Job job) {
        return job.writes().stream()
                .filter(table -> lake.catalog().table(table).writeMode() == WriteMode.SNAPSHOT)
                .toList();
    }
}

package com.lanehouse.orchestration.trace;

import com.lanehouse.lake.Lake;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;

/** Every success of every job, as {@code ops.job_runs} tells. */
final class PastRuns {
    private final List<PastRun> newestFirst;

    private PastRuns(List<PastRun> newestFirst) {
        this.newestFirst = newestFirst;
    }

    static PastRuns of(Lake lake) {
        return new PastRuns(lake.read("ops.job_runs").where("status = 'succeeded'").collectAsList().stream()
                .map(PastRuns::run)
                .sorted(Comparator.comparing(PastRun::startedAt).reversed())
                .toList());
    }

    private static PastRun run(Row row) {
        return new PastRun(
                row.getAs("job"),
                row.<java.sql.Timestamp>getAs("as_of").toInstant(),
                row.<java.sql.Timestamp>getAs("started_at").toInstant(),
                row.<java.sql.Timestamp>getAs("finished_at").toInstant(),
                row.<Long>getAs("batch_id"),
                row.getJavaMap(row.fieldIndex("input_versions")));
    }

    /** The newest success of a job of which something holds. */
    Optional<PastRun> newest(String job, Predicate<PastRun> holds) {
        return newestFirst.stream()
                .filter(run -> run.job().equals(job) && holds.test(run))
                .findFirst();
    }
}

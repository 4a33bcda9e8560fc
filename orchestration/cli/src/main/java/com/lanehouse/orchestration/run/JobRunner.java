package com.lanehouse.orchestration.run;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.lake.Lake;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/**
 * Runs jobs in dependency order, independent ones side by side: pins one consistent cut of the lake, hides what
 * happened after T, stores what each job computes and records the run in {@code ops.job_runs}. One job's failure leaves
 * the others' results; what needed it is skipped.
 */
public final class JobRunner {
    private static final int SIDE_BY_SIDE = 2;

    private final Lake lake;
    private final JobOrder order;

    public JobRunner(Lake lake, List<Job> jobs) {
        this.lake = requireNonNull(lake, "lake is null");
        this.order = new JobOrder(jobs);
    }

    /**
     * Runs the jobs at T.
     *
     * @param progress told of every job when it has ended
     * @throws IllegalArgumentException when a named job does not exist or T lies before the lake's newest run
     */
    public List<JobResult> run(RunConfig config, Consumer<JobResult> progress) {
        List<Job> jobs = order.select(config.jobs());
        refuseToGoBack(config.asOf());
        ReferenceTables.load(lake, config.referenceFolder());
        Run run = new Run(UUID.randomUUID().toString(), config.asOf(), pinnedCut());
        Set<String> selected = Set.copyOf(jobs.stream().map(Job::name).toList());
        Map<String, CompletableFuture<JobResult>> results = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            for (Job job : jobs) {
                List<CompletableFuture<JobResult>> upstream = order.upstreamOf(job).stream()
                        .filter(selected::contains)
                        .map(results::get)
                        .toList();
                results.put(
                        job.name(),
                        CompletableFuture.allOf(upstream.toArray(CompletableFuture[]::new))
                                .thenApplyAsync(
                                        nothing -> {
                                            JobResult result = runOne(job, upstream, run);
                                            progress.accept(result);
                                            return result;
                                        },
                                        threads));
            }
            return results.values().stream().map(CompletableFuture::join).toList();
        }
    }

    /** What all jobs of a run share. */
    private record Run(String id, Instant asOf, Map<String, Long> cut) {}

    private void refuseToGoBack(Instant asOf) {
        Row newest = lake.read("ops.job_runs").agg(functions.max("as_of")).first();
        if (!newest.isNullAt(0) && asOf.isBefore(newest.getTimestamp(0).toInstant())) {
            throw new IllegalArgumentException(
                    "as-of %s lies before this lake's newest run at %s; time never goes back within a lake"
                            .formatted(asOf, newest.getTimestamp(0).toInstant()));
        }
    }

    /** Versions of the silver tables after the newest complete ingest batch; empty before the first. */
    private Map<String, Long> pinnedCut() {
        List<Row> newest = lake.read("ops.ingest_batches")
                .orderBy(col("batch_id").desc())
                .limit(1)
                .collectAsList();
        return newest.isEmpty()
                ? Map.of()
                : newest.getFirst().getJavaMap(newest.getFirst().fieldIndex("table_versions"));
    }

    private JobResult runOne(Job job, List<CompletableFuture<JobResult>> upstream, Run run) {
        Instant startedAt = now();
        Map<String, Long> versions = new HashMap<>();
        JobResult result;
        List<String> missing = upstream.stream()
                .map(CompletableFuture::join)
                .filter(before -> !before.succeeded())
                .map(JobResult::job)
                .toList();
        if (!missing.isEmpty()) {
            result = new JobResult(
                    job.name(),
                    "skipped",
                    null,
                    Duration.ZERO,
                    "needs " + String.join(", ", missing) + ", which did not succeed");
        } else {
            try {
                long rows = compute(job, lake.withNewSession(), run, versions);
                result = new JobResult(job.name(), "succeeded", rows, Duration.between(startedAt, now()), null);
            } catch (RuntimeException e) {
                result = new JobResult(job.name(), "failed", null, Duration.between(startedAt, now()), firstLine(e));
            }
        }
        record(job, result, run, startedAt, versions);
        return result;
    }

    private static long compute(Job job, Lake own, Run run, Map<String, Long> versions) {
        Map<String, Dataset<Row>> computed =
                job.compute(new JobInputs(own.session(), run.asOf(), inputs(job, own, run, versions)));
        if (!computed.keySet().equals(Set.copyOf(job.writes()))) {
            throw new IllegalStateException("computed %s but declares %s".formatted(computed.keySet(), job.writes()));
        }
        long rows = 0;
        for (String table : job.writes()) {
            rows += own.write(table, computed.get(table), run.asOf());
        }
        return rows;
    }

    private static Map<String, Dataset<Row>> inputs(Job job, Lake own, Run run, Map<String, Long> versions) {
        Map<String, Dataset<Row>> inputs = new HashMap<>();
        for (String table : job.reads()) {
            long version = run.cut().getOrDefault(table, own.version(table));
            versions.put(table, version);
            Dataset<Row> rows = own.readAt(table, version);
            inputs.put(
                    table,
                    table.startsWith("silver.")
                            ? rows.where(col("event_time").leq(functions.lit(Timestamp.from(run.asOf()))))
                            : rows);
        }
        return inputs;
    }

    private void record(Job job, JobResult result, Run run, Instant startedAt, Map<String, Long> versions) {
        Row row = RowFactory.create(
                run.id(),
                job.name(),
                Timestamp.from(run.asOf()),
                Timestamp.from(startedAt),
                Timestamp.from(now()),
                result.status(),
                null,
                result.rowsOut(),
                versions,
                result.error());
        lake.write(
                "ops.job_runs",
                lake.session().createDataFrame(new ArrayList<>(List.of(row)), lake.schema("ops.job_runs")),
                run.asOf());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines().findFirst().orElse(e.toString());
    }
}

package com.lanehouse.orchestration.run;

import static java.util.Objects.requireNonNull;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.QualityCheck;
import com.lanehouse.lake.EntityIndex;
import com.lanehouse.lake.Lake;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.TableDeclaration;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;

/**
 * Runs jobs in dependency order, independent ones side by side: pins one consistent cut of the lake, hides what
 * happened after T, holds what each job computes against the quality rules, stores it and records the run in
 * {@code ops.job_runs} and {@code ops.data_quality}. One job's failure leaves the others' results; what needed it is
 * skipped.
 */
public final class JobRunner implements AutoCloseable {
    private static final int SIDE_BY_SIDE = 2;
    private static final int GROUPS_SHOWN = 10;
    private static final int MOST_ATTEMPTS = 3;
    /** Of whole tables, of which a job may read little. */
    private static final long MANY_BYTES = 4L << 20;
    /** Of the files in which the periods lie that a job computes. */
    private static final long MANY_BYTES_OF_PERIODS = 1L << 20;

    private static final int MANY_GROUPS = 50_000;

    private final Lake lake;
    private final JobOrder order;
    private final JobRuns runs;
    private final QualityRules rules;
    private final EntityIndex index;
    private final Upkeep upkeep;
    private final RunCosts costs;
    /** The lake in sessions of their own, for as many jobs as run side by side. */
    private final Queue<Lake> sessions = new ConcurrentLinkedQueue<>();

    /** Newest batch of ingest that a run saw. */
    private volatile long knownBatch;

    private final ReferenceTables references = new ReferenceTables();

    public JobRunner(Lake lake, List<Job> jobs) {
        this(lake, jobs, QualityRules.of(lake.catalog()), new EntityIndex(lake));
    }

    JobRunner(Lake lake, List<Job> jobs, QualityRules rules, EntityIndex index) {
        for (int i = 0; i < SIDE_BY_SIDE; i++) {
            Lake own = requireNonNull(lake, "lake is null").withNewSession();
            own.expectManyRows(false);
            sessions.add(own);
        }
        // What the runner itself reads and writes is little, and no job runs meanwhile.
        this.lake = sessions.element();
        this.order = new JobOrder(jobs);
        this.runs = new JobRuns(lake);
        this.rules = requireNonNull(rules, "rules is null");
        this.index = requireNonNull(index, "index is null");
        this.upkeep = new Upkeep(lake);
        this.costs = new RunCosts(lake.session().sparkContext());
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
        references.load(lake, config.referenceFolder());
        Run run = new Run(
                UUID.randomUUID().toString(),
                newestCut(config.asOf()),
                new Arrivals(lake),
                config.full(),
                config.following(),
                ConcurrentHashMap.newKeySet());
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
            List<JobResult> ended =
                    results.values().stream().map(CompletableFuture::join).toList();
            Map<String, List<QualityCheck>> checks = new LinkedHashMap<>();
            ended.forEach(result -> checks.put(run.id(result.job()), result.checks()));
            QualityRules.store(lake, run.cut().asOf(), checks);
            return ended;
        }
    }

    /**
     * What a run would compute, and why, without computing or storing anything: of each job what is touched already, and
     * which tables that it reads will change before it has its turn.
     *
     * @return lines of text
     */
    public List<String> explain(RunConfig config) {
        refuseToGoBack(config.asOf());
        Set<String> changedReferences = references.differing(lake, config.referenceFolder());
        Set<String> changing = new HashSet<>();
        Cut newest = newestCut(config.asOf());
        Arrivals arrivals = new Arrivals(lake);
        List<String> lines = new ArrayList<>();
        for (Job job : order.select(config.jobs())) {
            Lake own = sessions.remove();
            try {
                Cut cut = newest.at(job.describes(newest.asOf()));
                Map<String, Long> versions = new TreeMap<>();
                job.reads().forEach(table -> versions.put(table, cut.version(own, table)));
                Scope scope = new ScopeFinder(
                                job, own, cut, versions, new EntityReader(own, cut, versions, index), arrivals)
                        .find(runs.lastSuccess(job.name()), config.full());
                lines.add("%s: %s".formatted(job.name(), scope.size()));
                scope.reasons().forEach(reason -> lines.add("  " + reason));
                job.reads().stream()
                        .filter(changedReferences::contains)
                        .forEach(table -> lines.add("  everything, once %s is what its file says".formatted(table)));
                job.reads().stream()
                        .filter(changing::contains)
                        .forEach(table -> lines.add("  and what is touched by what changes in %s".formatted(table)));
                if (!(scope instanceof Scope.Nothing)
                        || job.reads().stream()
                                .anyMatch(table -> changing.contains(table) || changedReferences.contains(table))) {
                    changing.addAll(job.writes());
                }
                if (scope instanceof Scope.Groups groups) {
                    groups.rows().stream()
                            .limit(GROUPS_SHOWN)
                            .forEach(group -> lines.add(
                                    "  %s = %s".formatted(String.join(", ", job.groups()), group.mkString(", "))));
                }
            } finally {
                giveBack(own);
            }
        }
        return lines;
    }

    /**
     * Keeps the tables that runs write small: small files are joined, and those that nobody can want any more deleted. Not
     * to be called beside a run.
     *
     * @return what was done, and what could not be, in lines of text
     */
    public List<String> keepUp() {
        return upkeep.run();
    }

    private Cut newestCut(Instant asOf) {
        Cut newest = Cut.newest(lake, knownBatch, asOf);
        knownBatch = newest.batchId();
        return newest;
    }

    private void giveBack(Lake own) {
        own.forgetQueries();
        sessions.add(own);
    }

    @Override
    public void close() {
        index.close();
        costs.close();
    }

    /** What all jobs of a run share. */
    private record Run(
            String id, Cut cut, Arrivals arrivals, boolean full, boolean following, Set<String> askedWhetherFresh) {
        /** Of one job's part of it. */
        String id(String job) {
            return id + "/" + job;
        }
    }

    private void refuseToGoBack(Instant asOf) {
        runs.newestAsOf().filter(asOf::isBefore).ifPresent(newest -> {
            throw new IllegalArgumentException(
                    "as-of %s lies before this lake's newest run at %s; time never goes back within a lake, but --lake-out DIR computes it beside"
                            .formatted(asOf, newest));
        });
    }

    private JobResult runOne(Job job, List<CompletableFuture<JobResult>> upstream, Run run) {
        if (run.following() && hasSnapshotOfTheDay(job, run.cut().asOf())) {
            return new JobResult(job.name(), "succeeded", 0L, Duration.ZERO, null, List.of(), "nothing");
        }
        Attempt attempt = new Attempt(job, run);
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
                    "needs " + String.join(", ", missing) + ", which did not succeed",
                    List.of(),
                    null);
        } else {
            result = attempt.run();
            // Another run stored into the same table meanwhile: what it left is where this one now begins.
            for (int again = 1; attempt.lostARace() && again < MOST_ATTEMPTS; again++) {
                attempt = new Attempt(job, run);
                result = attempt.run();
            }
        }
        result = result.and(freshness(job, run));
        runs.add(attempt.row(result));
        return result;
    }

    /** Of the tables that it reads and no other job of the run has read before. */
    private List<QualityCheck> freshness(Job job, Run run) {
        return job.reads().stream()
                .map(lake.catalog()::table)
                .filter(table -> table.freshWithin().isPresent())
                .filter(table -> run.askedWhetherFresh().add(table.name()))
                .flatMap(table -> freshness(table, run.cut().asOf()).stream())
                .toList();
    }

    /** What cannot be asked is told as a warning: the job, which has ended, is recorded in any case. */
    private Optional<QualityCheck> freshness(TableDeclaration table, Instant asOf) {
        try {
            return Freshness.of(lake, table, asOf);
        } catch (Exception e) { // Spark throws checked exceptions without declaring them.
            return Optional.of(Freshness.unknown(table, firstLine(e)));
        }
    }

    /**
     * Then the job need not run: a later T would put another snapshot beside the day's first. A day on which there was
     * nothing to store yet has none.
     */
    private boolean hasSnapshotOfTheDay(Job job, Instant asOf) {
        List<String> daily = job.writes().stream()
                .filter(table -> lake.catalog().table(table).hasDailySnapshots())
                .toList();
        Predicate today = new Predicate(
                ">=",
                new Column("as_of"),
                Literal.ofTimestamp(ChronoUnit.MICROS.between(Instant.EPOCH, asOf.truncatedTo(ChronoUnit.DAYS))));
        return !daily.isEmpty()
                && daily.stream()
                        .allMatch(table ->
                                KernelTable.at(Path.of(lake.path(table))).mayHold(today))
                && runs.lastSuccess(job.name())
                        .filter(last -> last.jobVersion() == job.version())
                        .filter(last ->
                                last.asOf().truncatedTo(ChronoUnit.DAYS).equals(asOf.truncatedTo(ChronoUnit.DAYS)))
                        .isPresent();
    }

    /** One try to bring one job's tables to the run's instant. */
    private final class Attempt {
        private final Job job;
        private final Run run;
        private final Cut cut;
        private final Instant startedAt = now();
        private final Map<String, Long> versions = new TreeMap<>();
        private final List<QualityCheck> checks = new ArrayList<>();
        private Scope scope;
        private Exception failure;
        private RunCosts.Cost cost;

        Attempt(Job job, Run run) {
            this.job = job;
            this.run = run;
            this.cut = run.cut().at(job.describes(run.cut().asOf()));
        }

        JobResult run() {
            Lake own = sessions.remove();
            costs.begin(run.id(job.name()));
            try {
                // Delta asks its own logs in the session that is active in this thread.
                SparkSession.setActiveSession(own.session());
                own.session().sparkContext().setJobDescription(job.name());
                own.expectManyRows(false);
                job.reads().forEach(table -> versions.put(table, cut.version(own, table)));
                EntityReader entities = new EntityReader(own, cut, versions, index);
                scope = new ScopeFinder(job, own, cut, versions, entities, run.arrivals())
                        .find(runs.lastSuccess(job.name()), run.full());
                own.expectManyRows(isLarge(own));
                long rows = new Refresh(job, own, cut, versions, entities, rules).store(scope, checks);
                return new JobResult(
                        job.name(), "succeeded", rows, Duration.between(startedAt, now()), null, checks, scope.size());
            } catch (Exception e) { // Spark throws checked exceptions without declaring them.
                failure = e;
                return new JobResult(
                        job.name(), "failed", null, Duration.between(startedAt, now()), firstLine(e), checks, null);
            } finally {
                cost = costs.end(run.id(job.name()));
                giveBack(own);
            }
        }

        private boolean isLarge(Lake own) {
            return switch (scope) {
                case Scope.Everything everything -> readsMuch(own);
                case Scope.Onwards onwards -> readsMuch(own);
                case Scope.Groups groups
                when isByPeriod() ->
                    job.inputs().stream()
                                    .filter(Input.InPeriod.class::isInstance)
                                    .mapToLong(input -> bytes(own, (Input.InPeriod) input, groups.rows()))
                                    .sum()
                            > MANY_BYTES_OF_PERIODS;
                case Scope.Groups groups -> groups.rows().size() > MANY_GROUPS && readsMuch(own);
                case Scope.Nothing nothing -> false;
            };
        }

        private boolean readsMuch(Lake own) {
            return job.reads().stream().mapToLong(own::bytes).sum() > MANY_BYTES;
        }

        private boolean isByPeriod() {
            return job.inputs().stream().anyMatch(Input.InPeriod.class::isInstance);
        }

        /** Of the days from the first to the last of the touched periods. */
        private static long bytes(Lake own, Input.InPeriod input, List<Row> periods) {
            List<LocalDate> starts = periods.stream()
                    .map(period -> period.getDate(0).toLocalDate())
                    .sorted()
                    .toList();
            return own.bytes(
                    input.table(),
                    input.column(),
                    starts.getFirst(),
                    input.period().after(starts.getLast()));
        }

        boolean lostARace() {
            return failure instanceof DeltaConcurrentModificationException;
        }

        Map<String, Object> row(JobResult result) {
            Map<String, Object> row = new HashMap<>();
            row.put("run_id", run.id(job.name()));
            row.put("job", job.name());
            row.put("as_of", cut.asOf());
            row.put("started_at", startedAt);
            row.put("finished_at", now());
            row.put("status", result.status());
            row.put("rows_out", result.rowsOut());
            row.put("rows_in", cost == null ? null : cost.rowsIn());
            row.put("bytes_in", cost == null ? null : cost.bytesIn());
            row.put("cpu_seconds", cost == null ? null : cost.cpuSeconds());
            row.put("input_versions", versions);
            row.put("batch_id", cut.batchId());
            row.put("job_version", job.version());
            row.put("scope", scope == null ? null : scope.size() + ": " + String.join("; ", scope.reasons()));
            row.put("error", result.error());
            return row;
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines().findFirst().orElse(e.toString());
    }
}

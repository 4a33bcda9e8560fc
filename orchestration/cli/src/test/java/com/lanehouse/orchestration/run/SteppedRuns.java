package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.Job;
import com.lanehouse.lake.EntityIndex;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TableUpkeep;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.pipeline.ingest.TestingBatches;
import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import com.lanehouse.warehouse.TableDeclaration;
import com.lanehouse.warehouse.WriteMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** A lake that events come into in random batches, and jobs that run on it at random instants. */
public final class SteppedRuns implements AutoCloseable {
    private static final Set<String> OF_RUNS = Set.of("ops.job_runs", "ops.data_quality");

    private final Path folder;
    private final TestingBatches batches;
    private final Lake lake;
    private final Random random;
    private Instant asOf = RandomHistory.START.plus(Duration.ofDays(20));
    /** Null for the defaults. */
    private Path references;

    private Set<String> tasks = Set.of();

    public SteppedRuns(Random random) throws IOException {
        this.folder = Files.createTempDirectory("lanehouse-runs");
        this.batches = new TestingBatches(folder.resolve("lake"));
        this.lake = TestingLake.open(folder.resolve("lake"));
        this.random = random;
    }

    Instant asOf() {
        return asOf;
    }

    public Lake lake() {
        return lake;
    }

    public void ingest(List<Record> events) {
        if (!events.isEmpty()) {
            batches.ingest(events);
        }
    }

    /** Goes on: often to the same instant, else some minutes or many half days later. */
    public void later() {
        asOf = switch (random.nextInt(5)) {
            case 0 -> asOf;
            case 1 -> asOf.plus(Duration.ofMinutes(random.nextInt(3_000)));
            default -> asOf.plus(Duration.ofHours(12 * random.nextLong(1, 36)));
        };
    }

    public void at(Instant instant) {
        asOf = instant;
    }

    /** Other limits, rates and required covers. */
    void changeReferences() throws IOException {
        references = Files.createDirectories(folder.resolve("reference"));
        write(
                "plan_limits.csv",
                "plan,feature_key,period,soft,hard",
                random.nextBoolean()
                        ? List.of()
                        : List.of(
                                "starter,quotes,month,%d,9000".formatted(1000 * random.nextInt(1, 9)),
                                "starter,bulk_jobs,day,100,%d".formatted(1000 * random.nextInt(1, 5)),
                                "pro,quotes,month,5000,%d".formatted(1000 * random.nextInt(6, 20))));
        write(
                "fx_rates.csv",
                "month,currency,usd_per_unit",
                Stream.of("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01")
                        .filter(month -> random.nextBoolean())
                        .map(month -> "%s,eur,1.%d".formatted(month, random.nextInt(1, 9)))
                        .toList());
        write(
                "required_cover.csv",
                "coverage,limit_usd",
                List.of("auto,%d".formatted(500_000 * random.nextInt(1, 3)), "cargo,100000"));
    }

    private void write(String file, String header, List<String> lines) throws IOException {
        Files.writeString(
                references.resolve(file),
                header + "\n" + lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    /** The same limits, rates and covers as another's. */
    void takeReferencesOf(SteppedRuns other) {
        references = other.references;
    }

    /** The same events, and results in a folder of their own, at an instant that may lie before the lake's newest run. */
    Map<String, List<String>> rowsBeside(List<Job> jobs, Instant instant) {
        Lake beside = lake.withResultsIn(folder.resolve("beside"));
        try (JobRunner runner = new JobRunner(beside, jobs)) {
            assertSucceeded(runner.run(new RunConfig(List.of(), instant, references, false), result -> {}));
        }
        return rows(beside, jobs, instant);
    }

    public List<JobResult> run(List<Job> jobs, boolean full) {
        List<JobResult> results = ended(jobs, full);
        assertSucceeded(results);
        assertTasksAreEffects();
        return results;
    }

    private static void assertSucceeded(List<JobResult> results) {
        assertThat(results)
                .allSatisfy(
                        result -> assertThat(result.error()).as(result.job()).isNull());
    }

    /** One of each, and what was once there stays as it was. */
    private void assertTasksAreEffects() {
        List<Row> rows = lake.read("ops.agent_tasks").collectAsList();
        assertThat(rows.stream().map(row -> row.<String>getAs("task_id"))).doesNotHaveDuplicates();
        Set<String> now = rows.stream().map(Row::toString).collect(Collectors.toSet());
        assertThat(now).containsAll(tasks);
        tasks = now;
    }

    /** Runs that each job ends half-way that has something to compute, until all have and none does any more. */
    void runWithCrashes(List<Job> jobs) throws IOException {
        // At a new instant snapshots, at least, are to be computed.
        asOf = asOf.plus(Duration.ofHours(12));
        List<CrashingJob> crashing =
                jobs.stream().map(job -> new CrashingJob(job, lake)).toList();
        Set<String> ended;
        do {
            Map<String, Integer> before =
                    crashing.stream().collect(Collectors.toMap(CrashingJob::name, CrashingJob::timesComputed));
            List<JobResult> results = ended(List.copyOf(crashing), false);
            for (CrashingJob job : crashing) {
                job.repair();
            }
            ended = results.stream()
                    .filter(result -> result.status().equals("failed"))
                    .map(JobResult::job)
                    .collect(Collectors.toSet());
            assertThat(ended)
                    .as("jobs that failed, of those that were to crash")
                    .isEqualTo(crashing.stream()
                            .filter(job -> job.timesComputed() > before.get(job.name()))
                            .filter(job -> job.timesComputed() <= job.crashes())
                            .map(CrashingJob::name)
                            .collect(Collectors.toSet()));
        } while (!ended.isEmpty());
        assertThat(crashing)
                .as("jobs that computed, crashed and computed again")
                .allSatisfy(
                        job -> assertThat(job.timesComputed()).as(job.name()).isIn(0, job.crashes() + 1))
                .anyMatch(job -> job.timesComputed() > 0);
    }

    /** The index is for large tables: here it finds the rows of any, but now and then it is left out of a run. */
    private List<JobResult> ended(List<Job> jobs, boolean full) {
        long worthBytes = random.nextInt(4) == 0 ? Long.MAX_VALUE : 0;
        try (JobRunner runner =
                new JobRunner(lake, jobs, QualityRules.of(lake.catalog()), new EntityIndex(lake, worthBytes))) {
            return runner.run(new RunConfig(List.of(), asOf, references, full), result -> {});
        }
    }

    /** What following does between two runs; here few files are already many. */
    void keepUp() {
        assertThat(new Upkeep(lake, new TableUpkeep(lake, 2)).run()).allMatch(line -> line.startsWith("Tidied: "));
    }

    /** Tables that a run gave a new version, and the jobs that say they changed rows. */
    List<String> changedBy(List<Job> jobs, boolean full) {
        Map<String, Long> before = versions();
        List<String> changed = new ArrayList<>();
        for (JobResult result : run(jobs, full)) {
            if (result.rowsOut() > 0) {
                changed.add("%s: %d rows".formatted(result.job(), result.rowsOut()));
            }
        }
        versions().forEach((table, version) -> {
            if (version > before.get(table)) {
                changed.add("%s: version %d after %d".formatted(table, version, before.get(table)));
            }
        });
        return changed;
    }

    /** By table, its rows in order, as text; of snapshots those of the instant, of tasks what no run decides. */
    Map<String, List<String>> rows(List<Job> jobs) {
        return rows(lake, jobs, asOf);
    }

    private static Map<String, List<String>> rows(Lake lake, List<Job> jobs, Instant asOf) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (Job job : jobs) {
            for (String name : job.writes()) {
                TableDeclaration table = lake.catalog().table(name);
                var stored = lake.read(name);
                if (table.writeMode() == WriteMode.SNAPSHOT) {
                    stored = stored.where("as_of = TIMESTAMP '%s'".formatted(job.describes(asOf)));
                } else if (table.writeMode() == WriteMode.APPEND_NEW) {
                    stored = stored.select("task_id", "company_id", "fn_name");
                }
                rows.put(
                        name,
                        stored.collectAsList().stream()
                                .map(Row::toString)
                                .sorted()
                                .toList());
            }
        }
        return rows;
    }

    /** Of all tables but those in which runs tell of themselves. */
    private Map<String, Long> versions() {
        Map<String, Long> versions = new TreeMap<>();
        lake.catalog().all().stream()
                .map(TableDeclaration::name)
                .filter(table -> !OF_RUNS.contains(table))
                .forEach(table -> versions.put(table, lake.version(table)));
        return versions;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** A lake that events come into in random batches, and jobs that run on it at random instants. */
public final class SteppedRuns implements AutoCloseable {
    private final Path folder;
    private final TestingBatches batches;
    private final Lake lake;
    private final Random random;
    private Instant asOf = RandomHistory.START.plus(Duration.ofDays(20));

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

    public List<JobResult> run(List<Job> jobs, boolean full) {
        List<JobResult> results = ended(jobs, full);
        assertThat(results)
                .allSatisfy(
                        result -> assertThat(result.error()).as(result.job()).isNull());
        return results;
    }

    /** A run in which one of the jobs may end half-way, so that what needs it is skipped. */
    void runWithCrash(List<Job> jobs) {
        Job crashing = jobs.get(random.nextInt(jobs.size()));
        ended(
                jobs.stream()
                        .map(job -> job == crashing ? new CrashingJob(job) : job)
                        .toList(),
                false);
    }

    /** The index is for large tables: here it finds the rows of any, but now and then it is left out of a run. */
    private List<JobResult> ended(List<Job> jobs, boolean full) {
        long worthBytes = random.nextInt(4) == 0 ? Long.MAX_VALUE : 0;
        try (JobRunner runner =
                new JobRunner(lake, jobs, QualityRules.of(lake.catalog()), new EntityIndex(lake, worthBytes))) {
            return runner.run(new RunConfig(List.of(), asOf, null, full), result -> {});
        }
    }

    /** What following does between two runs; here few files are already many. */
    void keepUp() {
        assertThat(new Upkeep(lake, new TableUpkeep(lake, 2)).run()).allMatch(line -> line.startsWith("Tidied: "));
    }

    /** Tables that a run gave a new version, and the jobs that say they changed rows. */
    List<String> changedBy(List<Job> jobs, boolean full) {
        Map<String, Long> before = versions(jobs);
        List<String> changed = new ArrayList<>();
        for (JobResult result : run(jobs, full)) {
            if (result.rowsOut() > 0) {
                changed.add("%s: %d rows".formatted(result.job(), result.rowsOut()));
            }
        }
        versions(jobs).forEach((table, version) -> {
            if (version > before.get(table)) {
                changed.add("%s: version %d after %d".formatted(table, version, before.get(table)));
            }
        });
        return changed;
    }

    /** By table, its rows in order, as text; of snapshots those of the instant, of tasks what no run decides. */
    Map<String, List<String>> rows(List<Job> jobs) {
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

    private Map<String, Long> versions(List<Job> jobs) {
        Map<String, Long> versions = new TreeMap<>();
        computed(jobs).forEach(table -> versions.put(table.name(), lake.version(table.name())));
        return versions;
    }

    private List<TableDeclaration> computed(List<Job> jobs) {
        return jobs.stream()
                .flatMap(job -> job.writes().stream())
                .map(lake.catalog()::table)
                .toList();
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

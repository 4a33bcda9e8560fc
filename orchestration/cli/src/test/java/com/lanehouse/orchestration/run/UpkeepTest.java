package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.directory.CarriersJob;
import com.lanehouse.jobs.directory.DirectoryJob;
import com.lanehouse.jobs.directory.PoliciesJob;
import com.lanehouse.jobs.usage.UsageDailyJob;
import com.lanehouse.jobs.usage.UsageMonthlyJob;
import com.lanehouse.lake.ChangeFiles;
import com.lanehouse.lake.EntityIndex;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TableUpkeep;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.pipeline.ingest.TestingBatches;
import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import com.lanehouse.tables.KernelTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("product")
class UpkeepTest {
    private static final List<Job> JOBS = List.of(
            new UsageDailyJob(), new UsageMonthlyJob(), new PoliciesJob(), new CarriersJob(), new DirectoryJob());
    private static final String SCORECARDS = "gold.carrier_scorecards";

    @TempDir
    private Path folder;

    private TestingBatches batches;
    private Lake lake;
    private JobRunner runner;

    @BeforeEach
    void open() {
        batches = new TestingBatches(folder.resolve("lake"));
        lake = TestingLake.open(folder.resolve("lake"));
        runner = runner();
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void compacting_between_two_runs_makes_the_second_one_compute_nothing() {
        for (int day = 1; day <= 3; day++) {
            batches.ingest(List.of(usage("e" + day, "c" + day), carrier("e" + day, "k" + day)));
            run("2026-03-1%dT00:00:00Z".formatted(day));
        }
        long carriers = lake.version("gold.carriers");
        long months = lake.version("gold.usage_monthly");

        assertThat(new Upkeep(lake, new TableUpkeep(lake, 2)).run())
                .singleElement()
                .asString()
                .startsWith("Tidied: ");

        assertThat(lake.version("gold.carriers")).isEqualTo(carriers + 1);
        assertThat(lake.version("gold.usage_monthly")).isEqualTo(months + 1);
        assertThat(run("2026-03-13T00:00:00Z")).extracting(JobResult::computed).containsOnly("nothing");
        batches.ingest(List.of(usage("late", "c1"), carrier("late", "k1")));
        assertThat(run("2026-03-13T00:00:00Z"))
                .extracting(result -> result.job() + " " + result.computed())
                .contains("usage-monthly 1 groups", "carriers 1 groups");
    }

    @Test
    void an_hour_in_which_nothing_has_changed_makes_no_version() {
        batches.ingest(List.of(usage("e", "c"), carrier("e", "k")));
        run("2026-03-11T10:59:00Z");
        long version = lake.version(SCORECARDS);

        assertThat(runner.keepUp()).isEmpty();

        assertThat(lake.version(SCORECARDS)).isEqualTo(version);
    }

    @Test
    void a_change_feed_whose_files_are_gone_means_everything() throws IOException {
        batches.ingest(List.of(usage("e1", "c1"), usage("e2", "c2")));
        run("2026-03-11T00:00:00Z");
        batches.ingest(List.of(usage("e3", "c1")));
        run(runner, "2026-03-11T00:00:00Z", "usage-daily");
        ChangeFiles.delete(lake, "gold.usage_daily");

        assertThat(run("2026-03-11T00:00:00Z"))
                .filteredOn(result -> result.job().equals("usage-monthly"))
                .extracting(JobResult::computed)
                .containsExactly("everything");

        assertThat(lake.read("ops.job_runs")
                        .where("job = 'usage-monthly'")
                        .orderBy("started_at")
                        .select("scope")
                        .collectAsList()
                        .getLast()
                        .getString(0))
                .isEqualTo("everything: the changes of gold.usage_daily since version 1 are no longer known");
        assertThat(lake.read("gold.usage_monthly")
                        .selectExpr("sum(qty)")
                        .first()
                        .getLong(0))
                .isEqualTo(3);
    }

    @Test
    void events_of_the_newest_batch_are_read_however_long_ago_their_files_were_joined() throws IOException {
        for (int batch = 1; batch <= 16; batch++) {
            batches.ingest(List.of(usage("e" + batch, "c")));
        }
        assertThat(KernelTable.at(Path.of(lake.path("silver.usage"))).compact()).isEqualTo(16);
        try (Stream<Path> commits = Files.list(Path.of(lake.path("silver.usage"), "_delta_log"))) {
            for (Path commit : commits.toList()) {
                Files.setLastModifiedTime(commit, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
            }
        }
        DeltaLog.clearCache();

        run("2026-03-11T00:00:00Z");

        assertThat(lake.read("gold.usage_monthly").first().<Long>getAs("qty")).isEqualTo(16);
    }

    private JobRunner runner() {
        return new JobRunner(lake, JOBS, QualityRules.of(lake.catalog()), new EntityIndex(lake, 0));
    }

    private List<JobResult> run(String asOf) {
        return run(runner, asOf);
    }

    private static List<JobResult> run(JobRunner runner, String asOf, String... jobs) {
        List<JobResult> results =
                runner.run(new RunConfig(List.of(jobs), Instant.parse(asOf), null, false), result -> {});
        assertThat(results).extracting(JobResult::error).containsOnlyNulls();
        return results;
    }

    private static Record usage(String id, String company) {
        return new Record("usage", """
                {"specversion":"1.0","id":"%s","source":"test","time":"2026-03-09T10:00:00Z","type":"usage.recorded",\
                "data":{"company_id":"%s","feature_key":"quotes","qty":1}}""".formatted(id, company));
    }

    private static Record carrier(String id, String carrier) {
        return new Record("directory", """
                {"specversion":"1.0","id":"carrier-%s","source":"test","time":"2026-03-01T00:00:00Z",\
                "type":"carrier.updated","data":{"carrier_id":"%s","city":"%s"}}""".formatted(id, carrier, id));
    }
}

package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.directory.CarriersJob;
import com.lanehouse.jobs.directory.DirectoryJob;
import com.lanehouse.jobs.directory.PoliciesJob;
import com.lanehouse.jobs.scoreboard.ScoreboardJob;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.pipeline.ingest.TestingBatches;
import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs that follow one another store of a day (the metric definition, Rules for all). */
class FollowingRunsTest {
    private static final List<Job> JOBS =
            List.of(new PoliciesJob(), new CarriersJob(), new DirectoryJob(), new ScoreboardJob());

    @TempDir
    private Path folder;

    private TestingBatches batches;
    private Lake lake;
    private JobRunner runner;

    @BeforeEach
    void open() {
        batches = new TestingBatches(folder.resolve("lake"));
        lake = TestingLake.open(folder.resolve("lake"));
        runner = new JobRunner(lake, JOBS);
        batches.ingest(List.of(carrier("one", "k1", "Ann")));
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void scorecards_are_stored_once_a_day_at_its_first_minute() {
        follow("2026-03-11T10:50:00Z");
        batches.ingest(List.of(carrier("two", "k2", "Bea")));
        follow("2026-03-11T10:51:00Z");
        follow("2026-03-11T23:59:00Z");
        follow("2026-03-12T00:00:00Z");

        assertThat(snapshots("gold.carrier_scorecards"))
                .containsExactly("2026-03-11 10:50:00 1", "2026-03-12 00:00:00 2");
        assertThat(snapshots("gold.directory_daily")).containsExactly("2026-03-11 10:50:00 1", "2026-03-12 00:00:00 1");
    }

    @Test
    void a_day_on_which_nothing_was_there_yet_gets_its_snapshot_when_something_is() {
        Lake empty = TestingLake.open(folder.resolve("empty"));
        try (JobRunner early = new JobRunner(empty, JOBS)) {
            follow(early, "2026-03-11T10:50:00Z");
            new TestingBatches(folder.resolve("empty")).ingest(List.of(carrier("one", "k1", "Ann")));
            follow(early, "2026-03-11T10:51:00Z");
            follow(early, "2026-03-11T10:52:00Z");
        }

        assertThat(snapshots(empty, "gold.carrier_scorecards")).containsExactly("2026-03-11 10:51:00 1");
    }

    /** First one of 17 fields is filled; then two of one carrier and one of another: 3 of 34. */
    @Test
    void the_scoreboard_tells_of_the_directory_at_every_minute() {
        follow("2026-03-11T10:50:00Z");
        batches.ingest(List.of(carrier("two", "k1", "Ann\",\"city\":\"Tulsa"), carrier("three", "k2", "Bea")));
        follow("2026-03-11T10:51:00Z");

        assertThat(lake.read("gold.kpis")
                        .where("kpi = 'directory_completeness'")
                        .orderBy("as_of")
                        .select("value")
                        .collectAsList())
                .extracting(row -> row.getDouble(0))
                .containsExactly(1 / 17.0, 3 / 34.0);
    }

    @Test
    void a_run_by_itself_stores_its_own_snapshot_of_the_same_minute() {
        follow("2026-03-11T10:50:00Z");
        follow("2026-03-11T10:51:00Z");
        run(runner, new RunConfig(List.of(), Instant.parse("2026-03-11T10:51:00Z"), null, false));
        follow("2026-03-11T10:52:00Z");

        assertThat(snapshots("gold.carrier_scorecards"))
                .containsExactly("2026-03-11 10:50:00 1", "2026-03-11 10:51:00 1");
    }

    private void follow(String minute) {
        follow(runner, minute);
    }

    private static void follow(JobRunner runner, String minute) {
        run(runner, new RunConfig(List.of(), Instant.EPOCH, null, false).followingAt(Instant.parse(minute)));
    }

    private static void run(JobRunner runner, RunConfig config) {
        assertThat(runner.run(config, result -> {}))
                .extracting(JobResult::error)
                .containsOnlyNulls();
    }

    /** Each instant with its number of rows. */
    private List<String> snapshots(String table) {
        return snapshots(lake, table);
    }

    private static List<String> snapshots(Lake lake, String table) {
        return lake
                .read(table)
                .groupBy("as_of")
                .count()
                .orderBy("as_of")
                .selectExpr("CAST(as_of AS STRING) || ' ' || count")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static Record carrier(String id, String carrier, String name) {
        return new Record("directory", """
                {"specversion":"1.0","id":"%s","source":"test","time":"2026-03-01T00:00:00Z","type":"carrier.updated",\
                "data":{"carrier_id":"%s","legal_name":"%s"}}""".formatted(id, carrier, name));
    }
}

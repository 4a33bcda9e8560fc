package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.jobs.Job;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import io.delta.exceptions.ConcurrentWriteException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JobRunnerTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T00:00:00Z");
    private static final Instant THURSDAY = Instant.parse("2026-03-05T00:00:00Z");

    @TempDir
    static Path folder;

    private static Lake lake;

    @BeforeAll
    static void store_usage_of_two_days() {
        lake = TestingLake.open(folder.resolve("lake"));
        lake.append("silver.usage", usage("e1", "2026-03-01T12:00:00Z"), "test", 1);
        lake.append("silver.usage", usage("e2", "2026-03-02T12:00:00Z"), "test", 2);
    }

    @Test
    @Order(1)
    void a_job_sees_only_what_happened_until_t_and_its_results_are_stored() {
        assertThat(run(MONDAY, usageDaily())).extracting(JobResult::status).containsExactly("succeeded");
        assertThat(lake.read("gold.usage_daily").count()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void one_failure_leaves_the_results_of_the_others_and_skips_what_needed_it() {
        Job failing = new TestingJob("failing", List.of(), List.of("gold.quote_funnel"), inputs -> {
            throw new IllegalStateException("no luck");
        });
        Job needing = new TestingJob(
                "needing",
                List.of("gold.quote_funnel"),
                List.of("gold.kpis"),
                inputs -> inputs.table("gold.quote_funnel"));
        List<JobResult> results = run(TUESDAY, needing, failing, usageDaily());
        assertThat(results)
                .extracting(result -> result.job() + " " + result.status())
                .containsExactlyInAnyOrder("failing failed", "needing skipped", "usage-daily succeeded");
        assertThat(results)
                .filteredOn(result -> result.job().equals("failing"))
                .first()
                .extracting(JobResult::error)
                .isEqualTo("no luck");
        assertThat(lake.read("gold.usage_daily").count()).isEqualTo(2);
    }

    @Test
    @Order(3)
    void every_job_of_every_run_is_recorded_with_the_versions_it_read() {
        List<Row> runs = lake.read("ops.job_runs")
                .where("job = 'usage-daily'")
                .orderBy("as_of")
                .collectAsList();
        assertThat(runs).hasSize(2);
        assertThat(runs.getLast().<String, Long>getJavaMap(runs.getLast().fieldIndex("input_versions")))
                .containsEntry("silver.usage", lake.version("silver.usage"));
        assertThat(lake.read("ops.job_runs").where("status = 'skipped'").count())
                .isEqualTo(1);
    }

    @Test
    @Order(4)
    void time_never_goes_back() {
        assertThatThrownBy(() -> run(MONDAY, usageDaily()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("time never goes back");
    }

    @Test
    @Order(4)
    void an_earlier_report_is_written_beside() {
        Lake beside = lake.withResultsIn(folder.resolve("beside"));
        List<JobResult> results = new JobRunner(beside, List.of(usageDaily()))
                .run(new RunConfig(List.of(), MONDAY, null, false), result -> {});
        assertThat(results).extracting(JobResult::computed).containsExactly("everything");
        assertThat(beside.read("gold.usage_daily").count()).isEqualTo(1);
        assertThat(lake.read("gold.usage_daily").count()).isEqualTo(2);
    }

    @Test
    @Order(5)
    void a_users_reference_file_replaces_the_default_table() throws Exception {
        Path reference = Files.createDirectory(folder.resolve("reference"));
        Files.writeString(reference.resolve("required_cover.csv"), "coverage,limit_usd\nauto,750000\n");
        new JobRunner(lake, List.of(usageDaily()))
                .run(new RunConfig(List.of(), TUESDAY, reference, false), result -> {});
        assertThat(lake.read("reference.required_cover").collectAsList()).hasSize(1);
    }

    @Test
    @Order(6)
    void a_reference_file_that_does_not_fit_names_line_and_column() throws Exception {
        Path reference = Files.createDirectory(folder.resolve("bad-reference"));
        Files.writeString(reference.resolve("required_cover.csv"), "coverage,limit_usd\nauto,plenty\n");
        assertThatThrownBy(() -> new JobRunner(lake, List.of(usageDaily()))
                        .run(new RunConfig(List.of(), TUESDAY, reference, false), result -> {}))
                .isInstanceOf(ReferenceFileException.class)
                .hasMessageContaining("required_cover.csv:2: limit_usd is 'plenty'");
    }

    @Test
    @Order(7)
    void an_event_at_t_counts_and_one_a_microsecond_later_does_not() {
        lake.append("silver.usage", usage("e3", "2026-03-05T00:00:00Z"), "test", 3);
        lake.append("silver.usage", usage("e4", "2026-03-05T00:00:00.000001Z"), "test", 4);
        assertThat(run(THURSDAY, usageDaily())).extracting(JobResult::status).containsExactly("succeeded");
        assertThat(lake.read("gold.usage_daily")
                        .where("day = DATE '2026-03-05'")
                        .select("qty")
                        .collectAsList())
                .singleElement()
                .extracting(row -> row.getLong(0))
                .isEqualTo(1L);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void a_job_that_lost_a_race_for_a_commit_tries_again() {
        AtomicInteger tries = new AtomicInteger();
        Job usage = usageDaily();
        Job racing = new TestingJob(usage.name(), usage.reads(), usage.writes(), inputs -> {
            if (tries.incrementAndGet() == 1) {
                throw new ConcurrentWriteException("another run was faster");
            }
            return usage.compute(inputs).get("gold.usage_daily");
        });
        assertThat(run(THURSDAY.plusSeconds(1), racing))
                .extracting(JobResult::status)
                .containsExactly("succeeded");
        assertThat(tries).hasValue(2);
    }

    private static List<JobResult> run(Instant asOf, Job... jobs) {
        return new JobRunner(lake, List.of(jobs)).run(new RunConfig(List.of(), asOf, null, false), result -> {});
    }

    private static Job usageDaily() {
        return new TestingJob(
                "usage-daily", List.of("silver.usage"), List.of("gold.usage_daily"), inputs -> inputs.sql("""
                        SELECT company_id, feature_key, CAST(event_time AS DATE) AS day, SUM(qty) AS qty, COUNT(*) AS events
                        FROM silver_usage GROUP BY ALL"""));
    }

    private static Dataset<Row> usage(String id, String time) {
        return TestingLake.session().sql("""
                        SELECT '%s' AS event_id, 'test' AS source, 'usage.recorded' AS type, TIMESTAMP '%s' AS event_time,
                          current_timestamp() AS ingest_time, 1L AS batch_id, 'c' AS company_id, 'quotes' AS feature_key,
                          1L AS qty, CAST(NULL AS STRING) AS metadata""".formatted(id, time));
    }
}

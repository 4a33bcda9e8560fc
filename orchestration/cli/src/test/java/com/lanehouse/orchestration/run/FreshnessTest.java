package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.QualityCheck;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Usage of 1 March, a late one of 20 February that came after it, one of 30 March, and one file with usage of 2 April and
 * of the year 2030; usage is to come within 3 days.
 */
class FreshnessTest {
    @TempDir
    private static Path folder;

    private static Lake lake;

    @BeforeAll
    static void usage() {
        lake = TestingLake.open(folder.resolve("lake"));
        long batch = 0;
        for (List<String> times : List.of(
                List.of("2026-03-01T00:00:00Z"),
                List.of("2026-02-20T00:00:00Z"),
                List.of("2026-03-30T00:00:00Z"),
                List.of("2026-04-02T00:00:00Z", "2030-01-01T00:00:00Z"))) {
            batch++;
            String rows =
                    times.stream().map("('%1$s', TIMESTAMP '%1$s')"::formatted).collect(Collectors.joining(", "));
            lake.append(
                    "silver.usage",
                    TestingLake.session().sql("""
                    SELECT id AS event_id, 'test' AS source, 'usage.recorded' AS type, event_time,
                      current_timestamp() AS ingest_time, %2$dL AS batch_id, 'c' AS company_id, 'quotes' AS feature_key,
                      1L AS qty, CAST(NULL AS STRING) AS metadata FROM VALUES %1$s AS event(id, event_time)""".formatted(rows, batch)).coalesce(1),
                    "test",
                    batch);
        }
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        "2026-03-01T00:00:00Z, passed",
        "2026-03-04T00:00:00Z, passed",
        "2026-03-04T00:00:00.000001Z, warned",
        "2026-03-29T23:59:59Z, warned",
        "2026-03-30T00:00:00Z, passed",
        "2026-04-05T00:00:00Z, passed",
        "2026-04-05T00:00:00.000001Z, warned",
        "2029-06-01T00:00:00Z, warned",
        "2030-01-01T00:00:00Z, passed"
    })
    void the_newest_event_by_t_may_lie_three_days_before_it_whatever_came_last(Instant asOf, String status) {
        assertThat(check("silver.usage", asOf).orElseThrow())
                .extracting(QualityCheck::table, QualityCheck::rule, QualityCheck::status)
                .containsExactly("silver.usage", "events_are_fresh", status);
    }

    @Test
    void a_table_that_had_no_event_by_t_is_not_stale() {
        assertThat(check("silver.usage", Instant.parse("2026-02-01T00:00:00Z"))).isEmpty();
        assertThat(check("silver.quotes", Instant.parse("2026-03-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void one_that_may_be_quiet_for_ever_is_not_asked() {
        assertThat(check("silver.experiments", Instant.parse("2026-03-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void a_run_that_finds_nothing_to_do_warns_too() {
        Instant quiet = Instant.parse("2026-03-20T00:00:00Z");
        TestingJob job = new TestingJob(
                "usage-daily", List.of("silver.usage"), List.of("gold.usage_daily"), inputs -> inputs.sql("""
                        SELECT company_id, feature_key, CAST(event_time AS DATE) AS day, SUM(qty) AS qty, COUNT(*) AS events
                        FROM silver_usage GROUP BY ALL"""));
        for (int run = 0; run < 2; run++) {
            List<JobResult> results = new JobRunner(lake, List.of(job))
                    .run(new RunConfig(List.of(), quiet.plusSeconds(run), null, false), result -> {});
            assertThat(results.getFirst().checks())
                    .filteredOn(check -> check.rule().equals("events_are_fresh"))
                    .extracting(QualityCheck::status)
                    .containsExactly("warned");
        }
    }

    private static Optional<QualityCheck> check(String table, Instant asOf) {
        return Freshness.of(lake, lake.catalog().table(table), asOf);
    }
}

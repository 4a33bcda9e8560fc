package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.usage.UsageBreachesJob;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Companies on the starter plan, whose limit is 100 bulk jobs a day; pro's are 400 (soft) and 500. */
class UsageTasksTest {
    @TempDir
    private Path folder;

    @Test
    void a_task_stays_as_it_was_first_seen_when_the_breach_grows_or_disappears_and_when_it_is_computed_in_full() {
        Lake lake = TestingLake.open(folder.resolve("lake"));
        used(lake, "growing", 101, "disappearing", 101);
        run(lake, "2026-03-02T12:00:00Z", false);
        assertThat(breaches(lake)).containsExactlyInAnyOrder("growing 101", "disappearing 101");
        List<Row> tasks = tasks(lake);
        assertThat(tasks).hasSize(2).allSatisfy(task -> {
            assertThat(task.<String>getAs("payload")).contains("\"value\":101");
            assertThat(task.<Timestamp>getAs("created_at").toInstant()).isEqualTo("2026-03-02T12:00:00Z");
        });

        used(lake, "growing", 150, "disappearing", 101);
        onProSince(lake, "disappearing", "2026-03-02T20:00:00Z");
        run(lake, "2026-03-03T12:00:00Z", true);
        assertThat(breaches(lake))
                .as("of a day the plan at its last instant sets the limit")
                .containsExactly("growing 150");
        assertThat(tasks(lake)).isEqualTo(tasks);
    }

    private static void used(Lake lake, String company, int qty, String other, int otherQty) {
        lake.overwrite("gold.usage_daily", lake.session().sql("""
                SELECT company_id, 'bulk_jobs' AS feature_key, DATE '2026-03-02' AS day, qty, 1 AS events
                FROM VALUES ('%s', %d), ('%s', %d) AS used(company_id, qty)
                """.formatted(company, qty, other, otherQty)));
    }

    private static void onProSince(Lake lake, String company, String instant) {
        lake.add("gold.subscription_states", lake.session().sql("""
                SELECT 'sub_1' AS subscription_id, 1 AS ordinal, '%s' AS company_id, NULL AS customer_id,
                       'active' AS status, 1 AS started, 'pro' AS plan, TIMESTAMP '%s' AS valid_from,
                       NULL AS valid_until, '{}' AS subscription, NULL AS discounts_turn_at
                """.formatted(company, instant)));
    }

    private static void run(Lake lake, String asOf, boolean full) {
        assertThat(new JobRunner(lake, List.of(new UsageBreachesJob()))
                        .run(new RunConfig(List.of(), Instant.parse(asOf), null, full), result -> {}))
                .extracting(JobResult::error)
                .containsOnlyNulls();
    }

    private static List<String> breaches(Lake lake) {
        return lake.read("gold.usage_breaches").where("status = 'breach'").collectAsList().stream()
                .map(row -> row.getAs("company_id") + " " + row.getAs("qty"))
                .toList();
    }

    private static List<Row> tasks(Lake lake) {
        return lake.read("ops.agent_tasks").orderBy("company_id").collectAsList();
    }
}

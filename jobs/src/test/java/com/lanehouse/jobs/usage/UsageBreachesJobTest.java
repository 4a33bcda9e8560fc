package com.lanehouse.jobs.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.TestingInputs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums, limits and tasks of companies without a subscription, which are on the starter plan. */
class UsageBreachesJobTest {
    private static final Instant AS_OF = Instant.parse("2026-03-10T12:00:00Z");

    private static Map<String, List<Map<String, Object>>> results;

    @BeforeAll
    static void compute() {
        TestingInputs inputs = new TestingInputs("2026-03-10T12:00:00Z");
        limit(inputs, "quotes", "month", 80, 100);
        limit(inputs, "bulk_jobs", "day", 8, 10);
        limit(inputs, "bulk_jobs", "month", -1, -1);
        limit(inputs, "no_soft", "day", -1, 10);
        limit(inputs, "no_hard", "day", 5, -1);
        limit(inputs, "forbidden", "day", 0, 0);

        used(inputs, "days", "quotes", 1, "2026-03-01T23:59:59.999999Z");
        used(inputs, "days", "quotes", 2, "2026-03-02T00:00:00Z");
        used(inputs, "days", "quotes", 4, "2026-03-02T12:00:00Z");
        used(inputs, "days", "quotes", 8, "2026-02-28T23:59:59Z");
        used(inputs, "days", "quotes", 16, "2026-03-10T12:00:00Z");
        used(inputs, "days", "quotes", 32, "2026-03-10T12:00:00.000001Z");
        used(inputs, "days", "unlimited", 1_000_000, "2026-03-02T00:00:00Z");

        used(inputs, "below-soft", "bulk_jobs", 7, "2026-03-02T00:00:00Z");
        used(inputs, "at-soft", "bulk_jobs", 8, "2026-03-02T00:00:00Z");
        used(inputs, "at-hard", "bulk_jobs", 4, "2026-03-02T00:00:00Z");
        used(inputs, "at-hard", "bulk_jobs", 6, "2026-03-02T23:59:59Z");
        used(inputs, "above-hard", "bulk_jobs", 11, "2026-03-02T00:00:00Z");
        used(inputs, "spread-over-days", "bulk_jobs", 6, "2026-03-02T00:00:00Z");
        used(inputs, "spread-over-days", "bulk_jobs", 6, "2026-03-03T00:00:00Z");
        used(inputs, "hard-only-at", "no_soft", 10, "2026-03-02T00:00:00Z");
        used(inputs, "hard-only-above", "no_soft", 11, "2026-03-02T00:00:00Z");
        used(inputs, "soft-only", "no_hard", 1000, "2026-03-02T00:00:00Z");
        used(inputs, "forbidden", "forbidden", 1, "2026-03-02T00:00:00Z");
        used(inputs, "two-periods", "bulk_jobs", 11, "2026-03-02T00:00:00Z");
        used(inputs, "two-periods", "bulk_jobs", 12, "2026-03-03T00:00:00Z");
        used(inputs, "month", "quotes", 101, "2026-02-02T00:00:00Z");
        used(inputs, "absurd", "quotes", Long.MAX_VALUE, "2026-03-02T00:00:00Z");
        used(inputs, "absurd", "quotes", Long.MAX_VALUE, "2026-03-02T00:00:01Z");
        results = inputs.runChain(new UsageBreachesJob());
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01, 1, 1", "2026-03-02, 6, 2", "2026-02-28, 8, 1", "2026-03-10, 16, 1"})
    void a_day_sums_its_events_up_to_t(LocalDate day, long qty, long events) {
        assertThat(row("gold.usage_daily", "company_id", "days", "feature_key", "quotes", "day", day))
                .containsEntry("qty", qty)
                .containsEntry("events", events);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01, 23, 4", "2026-02-01, 8, 1"})
    void a_month_sums_its_events_up_to_t(LocalDate month, long qty, long events) {
        assertThat(row("gold.usage_monthly", "company_id", "days", "feature_key", "quotes", "month", month))
                .containsEntry("qty", qty)
                .containsEntry("events", events);
    }

    @Test
    void a_sum_beyond_the_column_stays_at_its_greatest_value() {
        assertThat(row("gold.usage_monthly", "company_id", "absurd")).containsEntry("qty", Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "at-soft, warning, 80",
        "at-hard, warning, 100",
        "above-hard, breach, 110",
        "hard-only-above, breach, 110",
        "soft-only, warning,",
        "forbidden, breach,",
        "month, breach, 101"
    })
    void usage_against_limits_is(String company, String status, Double pct) {
        assertThat(row("gold.usage_breaches", "company_id", company))
                .containsEntry("status", status)
                .containsEntry("pct", pct);
    }

    @ParameterizedTest
    @CsvSource({"below-soft", "spread-over-days", "hard-only-at", "days"})
    void usage_below_its_limits_or_without_any_is_no_row(String company) {
        assertThat(results.get("gold.usage_breaches")).extracting("company_id").doesNotContain(company);
    }

    @Test
    void a_breach_shows_the_limits_it_broke() {
        assertThat(row("gold.usage_breaches", "company_id", "month"))
                .containsEntry("period", "month")
                .containsEntry("period_start", LocalDate.parse("2026-02-01"))
                .containsEntry("qty", 101L)
                .containsEntry("soft_limit", 80L)
                .containsEntry("hard_limit", 100L);
    }

    @Test
    void each_breached_period_makes_a_task_of_its_own() {
        assertThat(tasks("two-periods"))
                .extracting(task -> task.get("payload"))
                .containsExactlyInAnyOrder(
                        "{\"type\":\"limit_breach\",\"feature\":\"bulk_jobs\",\"value\":11,"
                                + "\"period\":\"day\",\"period_start\":\"2026-03-02\"}",
                        "{\"type\":\"limit_breach\",\"feature\":\"bulk_jobs\",\"value\":12,"
                                + "\"period\":\"day\",\"period_start\":\"2026-03-03\"}");
    }

    @Test
    void a_task_is_open_and_created_at_t() {
        assertThat(tasks("above-hard"))
                .singleElement()
                .satisfies(task -> assertThat(task)
                        .containsEntry("fn_name", "notify_ops")
                        .containsEntry("status", "open")
                        .containsEntry("created_at", AS_OF));
    }

    @Test
    void a_warning_makes_no_task() {
        assertThat(tasks("at-hard")).isEmpty();
    }

    @Test
    void the_id_of_a_task_depends_on_its_key_and_not_on_value_or_instant() {
        TestingInputs later = new TestingInputs("2026-04-01T00:00:00Z");
        limit(later, "bulk_jobs", "day", 8, 10);
        used(later, "above-hard", "bulk_jobs", 500, "2026-03-02T00:00:00Z");
        assertThat(later.runChain(new UsageBreachesJob()).get("ops.agent_tasks"))
                .singleElement()
                .satisfies(task -> assertThat(task)
                        .containsEntry("task_id", tasks("above-hard").getFirst().get("task_id")));
    }

    /** 11 of each on 1 March, ten allowed: bulk jobs break the day and the month, quotes the month. */
    @Test
    void the_id_of_a_task_tells_feature_and_period_apart_though_they_begin_on_one_day() {
        TestingInputs inputs = new TestingInputs("2026-03-10T12:00:00Z");
        limit(inputs, "bulk_jobs", "day", 8, 10);
        limit(inputs, "bulk_jobs", "month", 8, 10);
        limit(inputs, "quotes", "month", 8, 10);
        used(inputs, "c", "bulk_jobs", 11, "2026-03-01T00:00:00Z");
        used(inputs, "c", "quotes", 11, "2026-03-01T00:00:00Z");

        assertThat(inputs.runChain(new UsageBreachesJob()).get("ops.agent_tasks"))
                .extracting(task -> task.get("task_id"))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    static Stream<String> taskIds() {
        return results.get("ops.agent_tasks").stream().map(task -> (String) task.get("task_id"));
    }

    @ParameterizedTest
    @MethodSource("taskIds")
    void a_task_id_is_128_bits_in_hexadecimal(String id) {
        assertThat(id).matches("[0-9a-f]{32}");
    }

    private static void limit(TestingInputs inputs, String feature, String period, long soft, long hard) {
        inputs.row(
                "reference.plan_limits",
                "plan",
                "starter",
                "feature_key",
                feature,
                "period",
                period,
                "soft",
                soft,
                "hard",
                hard);
    }

    private static void used(TestingInputs inputs, String company, String feature, long qty, String time) {
        inputs.event("silver.usage", "usage.recorded", time, "company_id", company, "feature_key", feature, "qty", qty);
    }

    private static List<Map<String, Object>> tasks(String company) {
        return results.get("ops.agent_tasks").stream()
                .filter(task -> task.get("company_id").equals(company))
                .toList();
    }

    private static Map<String, Object> row(String table, Object... key) {
        return TestingInputs.only(results.get(table), key);
    }
}

package com.lanehouse.jobs.scoreboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.TestingInputs;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScoreboardJobTest {
    private static final String T = "2026-03-31T12:00:00Z";

    private static List<Map<String, Object>> board;
    private static List<Map<String, Object>> emptyBoard;

    @BeforeAll
    static void compute() {
        TestingInputs inputs = empty(T);
        outcomes(inputs);
        trials(inputs);
        directory(inputs);
        variance(inputs, "2026-01-01", "all", 0.5, "missed");
        variance(inputs, "2026-02-01", "all", -0.08, "met");
        variance(inputs, "2026-02-01", "segment", 0.5, "missed");
        variance(inputs, "2026-03-01", "all", 0.5, "missed");
        revenue(inputs, "2026-01-01", 0.5, 0.5);
        revenue(inputs, "2026-02-01", 0.12, 0.0501);
        revenue(inputs, "2026-03-01", 0.5, 0.5);
        models(inputs);
        tasks(inputs);
        quotes(inputs);
        probes(inputs);
        board = inputs.run(new ScoreboardJob()).get("gold.kpis");
        emptyBoard = empty(T).run(new ScoreboardJob()).get("gold.kpis");
    }

    private static TestingInputs empty(String asOf) {
        return new TestingInputs(asOf)
                .columns("gold.mrr_monthly", "month DATE, net_growth DOUBLE, logo_churn DOUBLE")
                .columns("registry.models", "name STRING, version BIGINT, metrics MAP<STRING,DOUBLE>")
                .columns(
                        "registry.model_aliases",
                        "event_id STRING, name STRING, alias STRING, version BIGINT, set_at TIMESTAMP");
    }

    private static void outcomes(TestingInputs inputs) {
        outcome(inputs, "closes-at-t", T, "smb", "booked");
        outcome(inputs, "closes-just-inside", "2026-03-01T12:00:00.000001Z", "smb", "lost");
        outcome(inputs, "a", "2026-03-20T00:00:00Z", "enterprise", "expired");
        outcome(inputs, "b", "2026-03-20T00:00:00Z", "enterprise", "lost");
        outcome(inputs, "closed-30-days-ago", "2026-03-01T12:00:00Z", "smb", "lost");
        outcome(inputs, "closes-later", "2026-03-31T12:00:00.000001Z", "smb", "booked");
    }

    /** Of the four whose windows closed within 30 days up to T one was paid. */
    private static void trials(TestingInputs inputs) {
        trial(inputs, "closes-at-t", T, "paid");
        trial(inputs, "closes-just-inside", "2026-03-01T12:00:00.000001Z", "expired");
        trial(inputs, "a", "2026-03-20T00:00:00Z", "expired");
        trial(inputs, "b", "2026-03-20T00:00:00Z", "expired");
        trial(inputs, "closed-30-days-ago", "2026-03-01T12:00:00Z", "paid");
        trial(inputs, "paid-in-a-running-window", "2026-03-31T12:00:00.000001Z", "paid");
        trial(inputs, "no-trial", null, "expired");
    }

    private static void models(TestingInputs inputs) {
        for (long version = 1; version <= 4; version++) {
            inputs.row(
                    "registry.models", "name", "rate", "version", version, "metrics", Map.of("mape", version / 20.0));
        }
        inputs.row("registry.models", "name", "churn", "version", 3L, "metrics", Map.of("mape", 0.5));
        alias(inputs, "a", "rate", "champion", 2, "2026-01-01T00:00:00Z");
        alias(inputs, "b", "rate", "champion", 1, T);
        alias(inputs, "c", "rate", "champion", 3, "2026-03-31T12:00:00.000001Z");
        alias(inputs, "d", "rate", "challenger", 4, "2026-03-30T00:00:00Z");
        alias(inputs, "e", "churn", "champion", 3, "2026-03-30T00:00:00Z");
    }

    /** In the last hour 50 of 51 tasks succeed; what finished an hour or a day ago is outside. */
    private static void tasks(TestingInputs inputs) {
        for (int i = 0; i < 50; i++) {
            task(
                    inputs,
                    "hour-" + i,
                    i == 0 ? "failed" : "succeeded",
                    "2026-03-31T11:30:00Z",
                    i == 1 ? T : "2026-03-31T11:30:05.5Z");
        }
        task(inputs, "hour-0-retried", "failed", "2026-03-31T11:40:00Z", "2026-03-31T11:40:05Z");
        task(inputs, "hour-0-retried", "succeeded", "2026-03-31T11:40:00Z", "2026-03-31T11:40:05Z");
        task(inputs, "an-hour-ago", "failed", "2026-03-31T11:00:00Z", "2026-03-31T11:00:00Z");
        task(inputs, "a-day-ago", "failed", "2026-03-30T00:00:00Z", "2026-03-30T12:00:00Z");
    }

    private static void quotes(TestingInputs inputs) {
        for (int i = 1; i <= 100; i++) {
            priced(inputs, "2026-03-31T00:00:00Z", i * 5, i <= 19 ? "cache" : "model");
        }
        priced(inputs, "2026-03-30T12:00:00Z", 9999, "model");
        inputs.event("silver.quotes", "rate.served", "2026-03-31T00:00:00Z", "latency_ms", 9999);
    }

    private static void probes(TestingInputs inputs) {
        for (int i = 0; i < 20; i++) {
            inputs.event(
                    "silver.platform",
                    "probe.checked",
                    i == 0 ? T : "2026-03-05T00:00:00Z",
                    "service",
                    "s" + i % 2,
                    "region",
                    "r" + i % 3,
                    "up",
                    i != 1);
        }
        inputs.event("silver.platform", "probe.checked", "2026-03-01T12:00:00Z", "up", false);
        inputs.event("silver.platform", "request.served", T, "status", 500);
    }

    static Stream<String> names() {
        return Kpi.ALL.stream().map(Kpi::name);
    }

    @ParameterizedTest
    @CsvSource({
        "trial_conversion, 0.2, at_least",
        "net_mrr_growth, 0.12, at_least",
        "logo_churn, 0.05, at_most",
        "quote_to_book, 0.25, at_least",
        "quote_to_book.smb, 0.25, at_least",
        "quote_to_book.mid_market, 0.25, at_least",
        "quote_to_book.enterprise, 0.25, at_least",
        "pricing_variance, 0.08, within",
        "directory_completeness, 0.85, at_least",
        "coi_freshness, 0.9, at_least",
        "model_accuracy, 0.95, at_least",
        "agent_success, 0.98, at_least",
        "agent_queue_seconds_p95, 60, at_most",
        "quote_p95_ms, 500, at_most",
        "cached_quote_p95_ms, 200, at_most",
        "uptime, 0.999, at_least",
        "audit_coverage, 1, at_least",
        "dsr_days_max, 7, at_most",
        "p1_response_hours, 4, at_most",
        "p2_response_hours, 24, at_most",
        "critical_finding_days, 14, at_most",
        "rpo_minutes, 15, at_most",
        "rto_minutes, 30, at_most",
        "audit_gaps_critical, 0, at_most",
        "audit_gaps_minor, 3, at_most"
    })
    void a_kpi_has_its_target_and_direction(String kpi, double target, String direction) {
        assertThat(kpi(kpi)).containsEntry("target", target).containsEntry("direction", direction);
    }

    @Test
    void there_is_one_row_for_every_kpi() {
        assertThat(board).extracting(row -> row.get("kpi")).containsExactlyInAnyOrderElementsOf(names().toList());
        assertThat(board).hasSize(25);
    }

    @ParameterizedTest
    @MethodSource("names")
    void without_any_data_a_kpi_is_null_and_no_data(String kpi) {
        assertThat(TestingInputs.only(emptyBoard, "kpi", kpi))
                .containsEntry("value", null)
                .containsEntry("status", "no_data");
    }

    @ParameterizedTest
    @CsvSource({
        "trial_conversion, 0.25, met",
        "net_mrr_growth, 0.12, met",
        "logo_churn, 0.0501, missed",
        "quote_to_book, 0.25, met",
        "quote_to_book.smb, 0.5, met",
        "quote_to_book.mid_market,, no_data",
        "quote_to_book.enterprise, 0, missed",
        "pricing_variance, -0.08, met",
        "directory_completeness, 0.85, met",
        "coi_freshness, 0.85, missed",
        "model_accuracy, 0.95, met",
        "quote_p95_ms, 475, met",
        "cached_quote_p95_ms, 95, no_data",
        "uptime, 0.95, missed"
    })
    void a_kpi_is_measured_in_its_window_and_held_against_its_target(String kpi, Double value, String status) {
        assertThat(kpi(kpi)).containsEntry("value", value).containsEntry("status", status);
    }

    @Test
    void agent_success_counts_each_task_once_by_its_newest_event_within_the_hour() {
        assertThat(kpi("agent_success")).containsEntry("value", 50 / 51.0).containsEntry("status", "met");
    }

    @Test
    void the_queue_is_measured_to_the_fraction_of_a_second_over_a_day() {
        assertThat(kpi("agent_queue_seconds_p95")).containsEntry("value", 5.25).containsEntry("status", "met");
    }

    /** Twenty waited 70 s and finished three hours ago, twenty waited 5 s and finished in the last hour. */
    @Test
    void the_queue_of_three_hours_ago_still_counts() {
        TestingInputs inputs = empty(T);
        for (int i = 0; i < 20; i++) {
            waited(inputs, "slow-" + i, "2026-03-31T09:00:00Z", 70);
            waited(inputs, "quick-" + i, "2026-03-31T11:30:00Z", 5);
        }
        assertThat(TestingInputs.only(
                        inputs.run(new ScoreboardJob()).get("gold.kpis"), "kpi", "agent_queue_seconds_p95"))
                .as("the 38th of 40 waits, in order")
                .containsEntry("value", 70.0)
                .containsEntry("status", "missed");
    }

    @Test
    void of_two_champions_set_at_one_instant_that_of_the_greater_event_id_is_the_newer() {
        TestingInputs inputs = empty(T);
        inputs.row("registry.models", "name", "rate", "version", 1L, "metrics", Map.of("mape", 0.2));
        inputs.row("registry.models", "name", "rate", "version", 2L, "metrics", Map.of("mape", 0.1));
        alias(inputs, "b", "rate", "champion", 2, "2026-01-01T00:00:00Z");
        alias(inputs, "a", "rate", "champion", 1, "2026-01-01T00:00:00Z");
        assertThat(TestingInputs.only(inputs.run(new ScoreboardJob()).get("gold.kpis"), "kpi", "model_accuracy"))
                .containsEntry("value", 0.9);
    }

    @ParameterizedTest
    @CsvSource({"19, no_data", "20, met"})
    void what_reads_a_service_level_needs_20_records_and_shows_its_value(int records, String status) {
        TestingInputs inputs = empty(T);
        for (int i = 0; i < records; i++) {
            task(inputs, "task-" + i, "succeeded", T, "2026-03-31T11:59:00Z");
            priced(inputs, T, 100, "cache");
            inputs.event("silver.platform", "probe.checked", T, "up", true);
        }
        assertThat(inputs.run(new ScoreboardJob()).get("gold.kpis").stream()
                        .filter(row -> row.get("value") != null)
                        .collect(Collectors.toMap(row -> row.get("kpi"), row -> row.get("status"))))
                .isEqualTo(Map.of(
                        "agent_success", status,
                        "agent_queue_seconds_p95", status,
                        "quote_p95_ms", status,
                        "cached_quote_p95_ms", status,
                        "uptime", status));
    }

    @Test
    void a_month_is_full_at_its_last_instant() {
        TestingInputs inputs = empty("2026-03-31T23:59:59.999999Z");
        variance(inputs, "2026-02-01", "all", 0.01, "met");
        variance(inputs, "2026-03-01", "all", 0.5, "no_data");
        revenue(inputs, "2026-02-01", 0.5, 0.5);
        revenue(inputs, "2026-03-01", 0.1199, null);
        List<Map<String, Object>> kpis = inputs.run(new ScoreboardJob()).get("gold.kpis");
        assertThat(TestingInputs.only(kpis, "kpi", "pricing_variance"))
                .containsEntry("value", 0.5)
                .containsEntry("status", "no_data");
        assertThat(TestingInputs.only(kpis, "kpi", "net_mrr_growth"))
                .containsEntry("value", 0.1199)
                .containsEntry("status", "missed");
        assertThat(TestingInputs.only(kpis, "kpi", "logo_churn"))
                .as("nobody was a customer when the month began")
                .containsEntry("value", null)
                .containsEntry("status", "no_data");
    }

    private static void outcome(TestingInputs inputs, String quote, String windowEnd, String segment, String status) {
        inputs.row(
                "gold.quote_outcomes",
                "quote_id",
                quote,
                "priced_at",
                windowEnd,
                "priced_on",
                "2026-03-01",
                "month",
                "2026-03-01",
                "segment",
                segment,
                "equipment",
                "van",
                "company_id",
                "c",
                "status",
                status,
                "window_end",
                windowEnd);
    }

    private static void trial(TestingInputs inputs, String lead, String windowEnd, String status) {
        inputs.row(
                "gold.lead_outcomes",
                "lead_id",
                lead,
                "cohort_week",
                "2026-02-02",
                "paid_window_end",
                windowEnd,
                "window_end",
                T,
                "status",
                status);
    }

    /** 20 active carriers with 289 of 340 fields filled, 17 of them fresh or expiring; an inactive one does not count. */
    private static void directory(TestingInputs inputs) {
        for (int i = 0; i < 21; i++) {
            inputs.row(
                    "gold.carriers",
                    "carrier_id",
                    "k" + i,
                    "active",
                    i < 20,
                    "good_standing",
                    true,
                    "missing_fields",
                    Collections.nCopies(i < 11 ? 3 : 2, "city"),
                    "coi_status",
                    i < 10 ? "fresh" : i < 17 ? "expiring" : i < 20 ? "missing" : "fresh");
        }
    }

    private static void variance(TestingInputs inputs, String month, String scope, double signed, String status) {
        inputs.row(
                "gold.pricing_variance_monthly",
                "month",
                month,
                "scope",
                scope,
                "scope_value",
                "all",
                "loads",
                30,
                "excluded",
                0,
                "signed_variance",
                signed,
                "status",
                status);
    }

    private static void revenue(TestingInputs inputs, String month, Double netGrowth, Double logoChurn) {
        inputs.row("gold.mrr_monthly", "month", month, "net_growth", netGrowth, "logo_churn", logoChurn);
    }

    private static void alias(TestingInputs inputs, String id, String name, String alias, long version, String setAt) {
        inputs.row(
                "registry.model_aliases",
                "event_id",
                id,
                "name",
                name,
                "alias",
                alias,
                "version",
                version,
                "set_at",
                setAt);
    }

    /** Queued 5.25 s before it started, unless it finished at T: then it waited for hours. */
    private static void task(TestingInputs inputs, String task, String status, String started, String finished) {
        String queued = finished.equals(T)
                ? "2026-03-31T00:00:00Z"
                : Instant.parse(started).minusMillis(5_250).toString();
        finished(inputs, task, status, queued, started, finished);
    }

    private static void waited(TestingInputs inputs, String task, String started, int seconds) {
        String queued = Instant.parse(started).minusSeconds(seconds).toString();
        finished(inputs, task, "succeeded", queued, started, started);
    }

    private static void finished(
            TestingInputs inputs, String task, String status, String queued, String started, String finished) {
        inputs.event(
                "silver.agents",
                "agent_task.finished",
                finished,
                "task_id",
                task,
                "company_id",
                "c",
                "fn_name",
                "f",
                "status",
                status,
                "queued_at",
                queued,
                "started_at",
                started,
                "finished_at",
                finished);
    }

    private static void priced(TestingInputs inputs, String time, int latency, String rateSource) {
        inputs.event("silver.quotes", "quote.priced", time, "latency_ms", latency, "rate_source", rateSource);
    }

    private static Map<String, Object> kpi(String name) {
        return TestingInputs.only(board, "kpi", name);
    }
}

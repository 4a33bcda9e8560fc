package com.lanehouse.jobs.servicelevels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.lanehouse.jobs.ServiceLevel;
import com.lanehouse.jobs.TestingInputs;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SloStatusJobTest {
    private static final String T = "2026-03-31T12:34:56.789012Z";
    private static final String AN_HOUR_BEFORE = "2026-03-31T11:34:56.789012Z";
    private static final String A_DAY_BEFORE = "2026-03-30T12:34:56.789012Z";
    private static final String THIRTY_DAYS_BEFORE = "2026-03-01T12:34:56.789012Z";

    private static List<Map<String, Object>> rows;

    @BeforeAll
    static void compute() {
        TestingInputs inputs = new TestingInputs(T);
        tasks(inputs);
        quotes(inputs);
        probes(inputs);
        rows = inputs.run(new SloStatusJob()).get("gold.slo_status");
    }

    private static void tasks(TestingInputs inputs) {
        task(inputs, "at-the-beginning", "failed", 60_000_000, AN_HOUR_BEFORE);
        task(inputs, "just-after-the-beginning", "failed", 60_000_001, "2026-03-31T11:34:56.789013Z");
        for (int i = 0; i < 18; i++) {
            task(inputs, "at-noon-" + i, "succeeded", 1_000_000, "2026-03-31T12:00:00Z");
        }
        task(inputs, "at-the-end", "failed", 1_000_000, "2026-03-31T12:10:00Z");
        task(inputs, "at-the-end", "succeeded", 1_000_000, T);
        task(inputs, "told-late", "succeeded", 1_000_000, "2026-03-20T05:30:00Z", "2026-03-31T12:20:00Z");
        task(inputs, "3-days-before-the-oldest-row", "failed", 1_000_000, "2026-02-26T13:00:00Z");
        task(inputs, "just-within-them", "failed", 1_000_000, "2026-02-26T13:00:00.000001Z");
        task(inputs, "finishes-after-t", "failed", 1_000_000, "2026-03-31T12:34:56.789013Z", T);
        task(inputs, "told-after-t", "failed", 1_000_000, T, "2026-03-31T12:34:56.789013Z");
    }

    /** One quote, priced 20 times within the day. */
    private static void quotes(TestingInputs inputs) {
        priced(inputs, A_DAY_BEFORE, 9_999, "model");
        priced(inputs, "2026-03-30T12:34:56.789013Z", 500.5, "model");
        for (int i = 0; i < 19; i++) {
            priced(inputs, T, i == 0 ? 500 : 200, i == 0 ? "model" : "cache");
        }
        priced(inputs, T, 200.5, "cache");
        inputs.event("silver.quotes", "rate.served", T, "latency_ms", 9_999, "rate_source", "cache");
    }

    private static void probes(TestingInputs inputs) {
        probe(inputs, "2026-01-30T13:00:00Z", 0, true);
        probe(inputs, "2026-01-30T13:00:00.000001Z", 0, true);
        probe(inputs, THIRTY_DAYS_BEFORE, 0, false);
        for (int i = 0; i < 20; i++) {
            probe(inputs, "2026-03-05T00:00:00Z", i, i > 0);
        }
        inputs.event("silver.platform", "request.served", T, "status", 500);
    }

    @Test
    void there_is_a_row_for_every_full_hour_of_30_days_and_for_t() {
        for (ServiceLevel level : ServiceLevel.ALL) {
            assertThat(rows.stream()
                            .filter(row -> row.get("slo").equals(level.name()))
                            .map(row -> row.get("window_end")))
                    .hasSize(721)
                    .contains(
                            Instant.parse("2026-03-01T13:00:00Z"),
                            Instant.parse("2026-03-31T12:00:00Z"),
                            Instant.parse(T))
                    .isEqualTo(SloStatusJob.windowEnds(Instant.parse(T)));
        }
    }

    @Test
    void a_t_on_a_full_hour_is_one_row() {
        assertThat(SloStatusJob.windowEnds(Instant.parse("2026-03-31T12:00:00Z")))
                .hasSize(720)
                .startsWith(Instant.parse("2026-03-01T13:00:00Z"))
                .endsWith(Instant.parse("2026-03-31T11:00:00Z"), Instant.parse("2026-03-31T12:00:00Z"));
    }

    @Test
    void a_window_holds_its_end_and_not_its_beginning_and_a_task_counts_once_by_when_it_finished() {
        assertThat(at("agent_success", T))
                .containsEntry("good", 19L)
                .containsEntry("total", 20L)
                .containsEntry("ratio", 0.95)
                .containsEntry("objective", 0.98)
                .containsEntry("budget_remaining", -1.5)
                .containsEntry("status", "breach");
        assertThat(at("agent_success", "2026-03-31T12:00:00Z"))
                .containsEntry("good", 18L)
                .containsEntry("total", 20L)
                .containsEntry("status", "breach");
        assertThat(at("agent_success", "2026-03-20T06:00:00Z")).containsEntry("total", 1L);
    }

    @Test
    void burn_rates_are_taken_over_every_window_and_are_null_where_it_is_empty() {
        assertThat(burnRates("agent_success", T))
                .isEqualTo(
                        burnRates(0.0, 0.0, 2.5, 2 / (21 * 0.02), 2 / (21 * 0.02), 2 / (21 * 0.02), 2 / (21 * 0.02)));
        assertThat(burnRates("agent_success", "2026-03-31T12:00:00Z"))
                .isEqualTo(burnRates(0.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0));
        assertThat(burnRates("agent_success", "2026-03-22T05:00:00Z"))
                .isEqualTo(burnRates(null, null, null, null, null, null, 0.0));
    }

    @Test
    void the_oldest_row_has_its_burn_rates_too() {
        assertThat(burnRates("agent_success", "2026-03-01T13:00:00Z"))
                .isEqualTo(burnRates(null, null, null, null, null, null, 50.0));
        assertThat(burnRates("agent_success", "2026-03-01T14:00:00Z"))
                .isEqualTo(burnRates(null, null, null, null, null, null, null));
    }

    @Test
    void a_task_that_waited_just_60_seconds_did_not_wait_too_long() {
        assertThat(at("agent_queue", T))
                .containsEntry("good", 20L)
                .containsEntry("total", 21L)
                .containsEntry("status", "breach");
    }

    @Test
    void every_pricing_counts_even_of_one_quote() {
        assertThat(at("quote_latency", T))
                .containsEntry("good", 20L)
                .containsEntry("total", 21L)
                .containsEntry("status", "ok");
    }

    @Test
    void with_19_records_a_level_is_no_data_and_shows_its_numbers() {
        assertThat(at("cached_quote_latency", T))
                .containsEntry("good", 18L)
                .containsEntry("total", 19L)
                .containsEntry("ratio", 18 / 19.0)
                // 1 - (1 / 19) / 0.05
                .hasEntrySatisfying(
                        "budget_remaining",
                        budget -> assertThat((Double) budget).isCloseTo(-0.052632, within(1e-6)))
                .containsEntry("status", "no_data");
    }

    @Test
    void with_20_records_it_is_judged_and_probes_are_pooled_over_services_and_regions() {
        assertThat(at("uptime", T))
                .containsEntry("good", 19L)
                .containsEntry("total", 20L)
                .containsEntry("budget_remaining", -49.0)
                .containsEntry("status", "breach");
    }

    @Test
    void a_row_of_30_days_ago_looks_back_another_30_days() {
        assertThat(at("uptime", "2026-03-01T13:00:00Z"))
                .containsEntry("good", 1L)
                .containsEntry("total", 2L);
        assertThat(at("uptime", "2026-03-04T23:00:00Z"))
                .containsEntry("good", 0L)
                .containsEntry("total", 1L)
                .containsEntry("status", "no_data");
        assertThat(at("uptime", "2026-03-05T00:00:00Z"))
                .containsEntry("good", 19L)
                .containsEntry("total", 21L);
    }

    @Test
    void without_any_event_every_row_is_no_data_and_null() {
        assertThat(new TestingInputs("2026-03-31T12:00:00Z")
                        .run(new SloStatusJob())
                        .get("gold.slo_status"))
                .hasSize(5 * 720)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("total", 0L)
                        .containsEntry("ratio", null)
                        .containsEntry("budget_remaining", null)
                        .containsEntry("burn_rates", burnRates(null, null, null, null, null, null, null))
                        .containsEntry("status", "no_data"));
    }

    @Test
    void every_window_is_a_whole_number_of_steps() {
        assertThat(Stream.concat(
                        ServiceLevel.ALL.stream().map(ServiceLevel::window),
                        Stream.of(BurnWindow.values()).map(BurnWindow::length)))
                .allSatisfy(window -> assertThat(window.toNanos() % SloStatusJob.STEP.toNanos())
                        .isZero());
        assertThat(Duration.ofHours(1).toNanos() % SloStatusJob.STEP.toNanos()).isZero();
    }

    private static Map<String, Object> at(String slo, String end) {
        return TestingInputs.only(rows, "slo", slo, "window_end", Instant.parse(end));
    }

    private static Object burnRates(String slo, String end) {
        return at(slo, end).get("burn_rates");
    }

    private static Map<String, Double> burnRates(Double... rates) {
        Map<String, Double> byWindow = new LinkedHashMap<>();
        List<String> keys = List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d");
        for (int i = 0; i < rates.length; i++) {
            byWindow.put(keys.get(i), rates[i]);
        }
        return byWindow;
    }

    private static void task(TestingInputs inputs, String task, String status, long queueMicros, String finished) {
        task(inputs, task, status, queueMicros, finished, finished);
    }

    private static void task(
            TestingInputs inputs, String task, String status, long queueMicros, String finished, String told) {
        inputs.event(
                "silver.agents",
                "agent_task.finished",
                told,
                "task_id",
                task,
                "company_id",
                "c",
                "fn_name",
                "f",
                "status",
                status,
                "queued_at",
                Instant.parse("2026-03-20T00:00:00Z")
                        .minusNanos(queueMicros * 1_000)
                        .toString(),
                "started_at",
                "2026-03-20T00:00:00Z",
                "finished_at",
                finished);
    }

    private static void priced(TestingInputs inputs, String time, double latency, String rateSource) {
        inputs.event(
                "silver.quotes",
                "quote.priced",
                time,
                "quote_id",
                "q",
                "latency_ms",
                latency,
                "rate_source",
                rateSource);
    }

    private static void probe(TestingInputs inputs, String time, int number, boolean up) {
        inputs.event(
                "silver.platform",
                "probe.checked",
                time,
                "service",
                "s" + number % 3,
                "region",
                "r" + number % 2,
                "up",
                up);
    }
}

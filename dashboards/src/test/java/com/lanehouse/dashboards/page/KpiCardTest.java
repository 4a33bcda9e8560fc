package com.lanehouse.dashboards.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KpiCardTest {
    private static final Instant NOW = Instant.parse("2026-03-18T09:30:00Z");
    private static final KpiPresentation SHARE =
            new KpiPresentation("share", "Share", "Group", ValueFormat.PERCENT, 1, "");

    @ParameterizedTest
    @CsvSource({
        "at_least, 0.25, \u2265 25 %",
        "at_most, 0.05, \u2264 5 %",
        "within, 0.08, within \u00b18 %",
        "at_least, 0.999, \u2265 99.9 %"
    })
    void the_target_is_written_as_people_say_it(String direction, double target, String expected) {
        assertThat(card(row(NOW, 0.0, target, direction, "met")).target().replace('\u00a0', ' '))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "at_least, 0.8496, 0.85, missed, 84.96 %",
        "at_most, 0.05004, 0.05, missed, 5.004 %",
        "within, -0.0803, 0.08, missed, \u22128.03 %",
        "at_least, 0.8504, 0.85, met, 85.0 %",
        "at_least, 0.8, 0.85, missed, 80.0 %"
    })
    void rounding_never_makes_a_missed_target_look_met(
            String direction, double value, double target, String status, String expected) {
        assertThat(card(row(NOW, value, target, direction, status)).value().replace('\u00a0', ' '))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "at_least, 0.10, 0.20, better",
        "at_least, 0.20, 0.10, worse",
        "at_most, 0.10, 0.20, worse",
        "at_most, 0.20, 0.10, better",
        "within, -0.06, 0.02, better",
        "within, 0.02, -0.06, worse"
    })
    void a_change_is_better_when_it_goes_where_the_target_is(
            String direction, double before, double now, String verdict) {
        KpiCard card = card(
                row(NOW.minus(Duration.ofDays(2)), before, 0.1, direction, "met"),
                row(NOW, now, 0.1, direction, "met"));
        assertThat(card.change().verdict()).isEqualTo(verdict);
    }

    @Test
    void a_change_of_a_share_is_in_points_against_the_snapshot_before() {
        KpiCard card = card(
                row(NOW.minus(Duration.ofDays(9)), 0.5, 0.2, "at_least", "met"),
                row(NOW.minus(Duration.ofDays(2)), 0.214, 0.2, "at_least", "met"),
                row(NOW, 0.243, 0.2, "at_least", "met"));
        assertThat(card.change().text().replace('\u00a0', ' ')).isEqualTo("+2.9 pts since 16 Mar");
    }

    @Test
    void a_change_too_small_to_show_is_none() {
        KpiCard card = card(
                row(NOW.minus(Duration.ofHours(1)), 0.2431, 0.2, "at_least", "met"),
                row(NOW, 0.2433, 0.2, "at_least", "met"));
        assertThat(card.change()).isEqualTo(new KpiCard.Change("=", "unchanged since 08:30 UTC", ""));
    }

    @Test
    void there_is_no_change_against_a_snapshot_without_a_value() {
        KpiCard card = card(
                row(NOW.minus(Duration.ofDays(2)), null, 0.2, "at_least", "no_data"),
                row(NOW, 0.2, 0.2, "at_least", "met"));
        assertThat(card.change()).isNull();
    }

    @Test
    void a_value_that_is_too_thin_to_judge_is_shown_with_the_reason() {
        KpiCard card = card(row(NOW, 0.9, 0.2, "at_least", "no_data"));
        assertThat(card.value()).startsWith("90.0");
        assertThat(card.why()).isEqualTo("Too few records to judge");
        assertThat(card.statusWord()).isEqualTo("No data");
    }

    @Test
    void the_trend_in_words_has_every_snapshot_oldest_first() {
        KpiCard card = card(
                row(NOW, 0.2, 0.2, "at_least", "met"),
                row(NOW.minus(Duration.ofDays(2)), null, 0.2, "at_least", "no_data"));
        assertThat(card.trend().replace('\u00a0', ' ')).isEqualTo("Trend: 16 Mar 2026 no data; 18 Mar 2026 20.0 %");
    }

    @Test
    void a_long_history_is_cut_to_its_newest_snapshots() {
        KpiRow[] minutes = IntStream.range(0, 500)
                .mapToObj(ago -> row(NOW.minus(Duration.ofMinutes(ago)), 0.3 + ago / 1000.0, 0.2, "at_least", "met"))
                .toArray(KpiRow[]::new);
        KpiCard card = card(minutes);
        assertThat(card.trend().split(";")).hasSize(30);
        assertThat(card.value()).startsWith("30.0");
    }

    private static KpiCard card(KpiRow... history) {
        return KpiCard.of(SHARE, new ArrayList<>(List.of(history)), "kpi-1");
    }

    private static KpiRow row(Instant asOf, Double value, double target, String direction, String status) {
        return new KpiRow(asOf, "share", value, target, direction, status, "gold.kpis");
    }
}

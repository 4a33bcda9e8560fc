package com.lanehouse.dashboards.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
    private static final Instant NOW = Instant.parse("2026-03-18T09:30:00Z");

    @Test
    void only_the_newest_snapshot_is_counted() {
        Scoreboard board = board(row(NOW.minus(Duration.ofDays(7)), "uptime", "missed"), row(NOW, "uptime", "met"));
        assertThat(board.headline()).isEqualTo("1 of 1 target met, 0 missed, 0 without data yet");
        assertThat(board.missed()).isEmpty();
    }

    @Test
    void a_kpi_that_the_newest_snapshot_no_longer_has_is_not_shown() {
        Scoreboard board = board(row(NOW.minus(Duration.ofDays(7)), "retired", "met"), row(NOW, "uptime", "met"));
        assertThat(labels(board)).containsExactly("Uptime");
    }

    @Test
    void groups_and_cards_stand_in_the_declared_order_and_unknown_ones_last() {
        Scoreboard board = board(
                row(NOW, "brand_new_ms", "met"),
                row(NOW, "uptime", "met"),
                row(NOW, "quote_to_book.smb", "missed"),
                row(NOW, "pricing_variance", "met"),
                row(NOW, "quote_to_book", "met"));
        assertThat(board.groups())
                .extracting(Scoreboard.Group::name)
                .containsExactly("Quoting & pricing", "Service levels", "Other");
        assertThat(labels(board))
                .containsExactly(
                        "Quote to book", "Quote to book \u00b7 SMB", "Pricing variance", "Uptime", "Brand new ms");
    }

    @Test
    void the_bar_is_shared_out_in_the_order_met_missed_no_data() {
        Scoreboard board =
                board(row(NOW, "a", "met"), row(NOW, "b", "met"), row(NOW, "c", "missed"), row(NOW, "d", "no_data"));
        assertThat(board.bar())
                .containsExactly(
                        new Scoreboard.BarPart("met", 0, 50),
                        new Scoreboard.BarPart("missed", 50, 25),
                        new Scoreboard.BarPart("no_data", 75, 25));
    }

    private static Scoreboard board(KpiRow... rows) {
        return Scoreboard.of(List.of(rows), KpiPresentations.load());
    }

    private static List<String> labels(Scoreboard board) {
        return board.groups().stream()
                .flatMap(group -> group.cards().stream())
                .map(KpiCard::label)
                .toList();
    }

    private static KpiRow row(Instant asOf, String kpi, String status) {
        return new KpiRow(asOf, kpi, status.equals("no_data") ? null : 0.5, 0.5, "at_least", status, "gold.kpis");
    }
}

package com.lanehouse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorTest {
    private static final String CONTRACT_TYPES = """
            usage.recorded lead.created trial.started trial.expired stripe.event quote.priced quote.published quote.booked
            quote.lost load.covered rate.served load.cancelled invoice.emitted carrier.updated coi.filed coi.cancelled
            carrier.badge_changed agent_task.finished request.served probe.checked experiment.exposed audit.recorded
            access_review.completed key.rotated backup.completed restore.drilled incident.opened incident.responded
            incident.resolved pen_test.finding_opened pen_test.finding_closed vendor.assessed dsr.requested dsr.fulfilled
            legal_hold.placed legal_hold.released""";

    @TempDir
    static Path folder;

    private static TestingHistory history;

    @BeforeAll
    static void simulate() {
        history = TestingHistory.of(TestingHistory.config(30, 20, 7), folder);
    }

    @Test
    void the_same_configuration_gives_the_same_bytes(@TempDir Path other) {
        SimulationConfig config = TestingHistory.config(6, 20, 7);
        SimulationReport first = Simulator.run(config, other.resolve("a.ndjson"), (done, of) -> {});
        SimulationReport second = Simulator.run(config, other.resolve("b.ndjson"), (done, of) -> {});
        assertThat(second.eventFile()).hasSameBinaryContentAs(first.eventFile());
        assertThat(second.truth()).hasSameBinaryContentAs(first.truth());
    }

    @Test
    void another_seed_shares_no_identity(@TempDir Path other) {
        TestingHistory second = TestingHistory.of(TestingHistory.config(2, 20, 8), other);
        TestingHistory first = TestingHistory.of(TestingHistory.config(2, 20, 7), other);
        assertThat(second.events)
                .extracting(event -> event.get("id").asText())
                .doesNotContainAnyElementsOf(first.events.stream()
                        .map(event -> event.get("id").asText())
                        .toList());
    }

    @Test
    void every_type_of_the_contract_appears() {
        assertThat(history.report.eventsByType().keySet()).containsExactlyInAnyOrder(CONTRACT_TYPES.split("\\s+"));
    }

    @Test
    void a_stripe_event_has_its_own_id_as_identity() {
        assertThat(history.of("stripe.event")).allSatisfy(event -> {
            assertThat(event.get("id")).isEqualTo(event.get("data").get("id"));
            assertThat(event.get("source").asText()).isEqualTo("stripe/acct_sim");
        });
    }

    @Test
    void the_report_counts_what_the_file_holds() {
        SimulationReport report = history.report;
        assertThat((long) history.events.size()).isEqualTo(report.events());
        assertThat(history.repeated).isEqualTo(report.duplicated());
        assertThat(history.unreadable).isEqualTo(report.broken());
        assertThat(report.eventsByType().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(report.events());
    }

    @Test
    void a_market_of_twenty_companies_is_lively() {
        assertThat(history.report.eventsByType().get("quote.priced")).isBetween(400L, 3_000L);
        assertThat(history.report.eventsByType().get("usage.recorded")).isGreaterThan(1_000);
        assertThat(history.report.eventsByType().get("probe.checked")).isEqualTo(30 * 864);
    }

    @Test
    void about_one_event_in_a_hundred_is_late_twice_or_broken() {
        double events = history.report.events();
        assertThat(history.report.late() / events).isCloseTo(0.01, within(0.003));
        assertThat(history.report.duplicated() / events).isCloseTo(0.01, within(0.003));
        assertThat(history.report.broken() / events).isCloseTo(0.01, within(0.003));
    }

    @Test
    void only_late_events_stand_behind_younger_ones() {
        long behind = 0;
        Instant youngest = Instant.MIN;
        for (JsonNode event : history.events) {
            Instant time = Instant.parse(event.get("time").asText());
            if (time.isBefore(youngest)) {
                behind++;
            } else {
                youngest = time;
            }
        }
        assertThat(behind).isPositive().isLessThanOrEqualTo(history.report.late());
    }

    @Test
    void nothing_happens_after_the_end() {
        Instant end = Instant.parse("2025-11-24T00:00:00Z");
        assertThat(history.events)
                .allSatisfy(event ->
                        assertThat(Instant.parse(event.get("time").asText())).isBefore(end));
    }

    @Test
    void some_second_deliveries_differ_from_the_first() {
        assertThat(new TreeSet<>(history.lines).size())
                .as("distinct lines")
                .isBetween((int) (history.report.events() + history.report.broken()) + 1, history.lines.size() - 1);
    }

    @Test
    void agent_tasks_and_probes_run_in_every_hour() {
        for (String type : List.of("agent_task.finished", "probe.checked")) {
            Set<String> hours = new TreeSet<>();
            history.of(type)
                    .forEach(event -> hours.add(event.get("time").asText().substring(0, 13)));
            assertThat(hours).as(type).hasSize(30 * 24);
        }
    }

    @Test
    void a_family_alone_has_the_same_lines_as_among_the_others(@TempDir Path other) {
        SimulationConfig quotesOnly = new SimulationConfig(30, 20, 7, TestingHistory.END, Set.of("quotes"));
        TestingHistory quotes = TestingHistory.of(quotesOnly, other);
        Set<String> all = new TreeSet<>(history.lines);
        assertThat(quotes.lines).isNotEmpty().allSatisfy(line -> assertThat(all).contains(line));
        assertThat(quotes.report.eventsByType()).doesNotContainKey("usage.recorded");
    }

    @Test
    void a_name_that_ends_in_gz_is_compressed_to_the_same_lines(@TempDir Path other) throws IOException {
        SimulationConfig config = TestingHistory.config(1, 1, 3);
        Path plain = other.resolve("a.ndjson");
        Path packed = other.resolve("b.ndjson.gz");
        Simulator.run(config, plain, (done, of) -> {});
        SimulationReport report = Simulator.run(config, packed, (done, of) -> {});
        try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(packed))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
        }
        assertThat(report.truth()).isEqualTo(other.resolve("b.truth.ndjson")).exists();
    }

    @Test
    void progress_is_told_once_a_day(@TempDir Path other) {
        List<String> told = new ArrayList<>();
        Simulator.run(
                TestingHistory.config(3, 1, 3), other.resolve("a.ndjson"), (done, of) -> told.add(done + " of " + of));
        assertThat(told).containsExactly("1 of 3", "2 of 3", "3 of 3");
    }

    @Test
    void a_missing_folder_is_refused_by_name(@TempDir Path other) {
        Path out = other.resolve("nowhere").resolve("history.ndjson");
        assertThatThrownBy(() -> Simulator.run(TestingHistory.config(1, 1, 3), out, (done, of) -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(out.toString())
                .hasMessageContaining("its folder does not exist");
    }

    @Test
    void a_run_that_fails_leaves_nothing_and_keeps_what_was_there(@TempDir Path other) throws IOException {
        Path out = Files.writeString(other.resolve("history.ndjson"), "the history before");
        assertThatThrownBy(() -> Simulator.run(TestingHistory.config(3, 1, 3), out, (done, of) -> {
                    throw new IllegalStateException("interrupted on day " + done);
                }))
                .hasMessage("interrupted on day 1");
        try (Stream<Path> left = Files.list(other)) {
            assertThat(left).containsExactly(out);
        }
        assertThat(out).hasContent("the history before");
    }

    @Test
    void a_truth_that_cannot_be_written_leaves_no_history(@TempDir Path other) throws IOException {
        Path inTheWay = Files.createDirectory(other.resolve("history.truth.ndjson"));
        Files.writeString(inTheWay.resolve("full"), "");
        assertThatThrownBy(() -> Simulator.run(
                        TestingHistory.config(1, 1, 3), other.resolve("history.ndjson"), (done, of) -> {}))
                .isInstanceOf(UncheckedIOException.class);
        try (Stream<Path> left = Files.list(other)) {
            assertThat(left).containsExactly(inTheWay);
        }
    }
}

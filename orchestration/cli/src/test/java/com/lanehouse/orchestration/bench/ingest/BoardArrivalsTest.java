package com.lanehouse.orchestration.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which run brings an event to the scoreboard, and whose waiting counts. */
class BoardArrivalsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void an_event_reaches_the_board_with_the_first_run_that_saw_its_batch() {
        BoardArrivals arrivals = arrivals(
                scoreboard("third", 180, 9, 195), scoreboard("first", 60, 4, 70), scoreboard("second", 120, 5, 140));

        arrivals.add(5, at(30));

        assertThat(arrivals.seconds()).containsExactly(110.0);
        assertThat(arrivals.with("second")).isOne();
        assertThat(arrivals.with("first")).isZero();
        assertThat(arrivals.with("third")).isZero();
    }

    @Test
    void a_run_that_describes_an_earlier_time_does_not_bring_it_though_it_saw_its_batch() {
        BoardArrivals arrivals = arrivals(scoreboard("first", 60, 9, 75), scoreboard("second", 120, 9, 135));

        arrivals.add(5, at(60));
        arrivals.add(5, at(61));

        assertThat(arrivals.seconds()).containsExactly(15.0, 74.0);
    }

    @Test
    void a_scoreboard_that_failed_brings_nothing_and_neither_do_other_jobs() {
        BoardArrivals arrivals = arrivals(
                end("first", "scoreboard", 60, 9, 70, "failed: a rule is broken"),
                end("second", "usage-daily", 120, 9, 125, null),
                scoreboard("third", 180, 9, 190));

        arrivals.add(5, at(30));

        assertThat(arrivals.seconds()).containsExactly(160.0);
    }

    @Test
    void what_was_published_during_the_warm_up_is_not_counted() {
        BoardArrivals arrivals = new BoardArrivals(board(scoreboard("first", 60, 9, 70)), at(20), at(300));

        arrivals.add(5, at(19));
        arrivals.add(5, at(20));

        assertThat(arrivals.seconds()).containsExactly(50.0);
    }

    @Test
    void an_event_without_a_run_is_lost_unless_it_was_published_at_the_end() {
        BoardArrivals arrivals = new BoardArrivals(board(scoreboard("first", 60, 4, 70)), NOON, at(100));

        arrivals.add(5, at(99));
        arrivals.add(5, at(100));
        arrivals.add(5, at(101));

        assertThat(arrivals.lost()).isOne();
        assertThat(arrivals.excused()).isEqualTo(2);
        assertThat(arrivals.seconds()).isEmpty();
    }

    private static BoardArrivals arrivals(JobEnd... ends) {
        return new BoardArrivals(board(ends), NOON, at(3_600));
    }

    private static Board board(JobEnd... ends) {
        return new Board(List.of(ends));
    }

    private static JobEnd scoreboard(String run, int asOf, long batch, int finished) {
        return end(run, "scoreboard", asOf, batch, finished, null);
    }

    private static JobEnd end(String run, String job, int asOf, long batch, int finished, String error) {
        return new JobEnd(run, job, at(asOf), at(asOf), at(finished), batch, error);
    }

    private static Instant at(int seconds) {
        return NOON.plusSeconds(seconds);
    }
}

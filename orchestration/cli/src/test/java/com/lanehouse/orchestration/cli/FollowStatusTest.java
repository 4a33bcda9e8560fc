package com.lanehouse.orchestration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.pipeline.ingest.BatchReport;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FollowStatusTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final FollowStatus status = new FollowStatus(START);

    @Test
    void a_batch_gives_rate_lag_and_dead_letters() {
        assertThat(status.completed(new BatchReport(7, 2_000, 1_990, 10, 1_980, 10), 250, START.plusSeconds(2)))
                .isEqualTo(
                        "2026-03-01T12:00:02Z batch 7: 1,000 records/s, lag 250, 1,980 to silver, 10 duplicates dropped, 10 dead letters");
    }

    @Test
    void the_first_batch_is_said_at_once() {
        status.completed(batch(1), 0, START.plusSeconds(2));

        assertThat(status.isDue(START.plusSeconds(2))).isTrue();
    }

    @Test
    void later_ones_are_summed_for_a_minute() {
        status.completed(batch(1), 0, START.plusSeconds(1));
        status.turn(START.plusSeconds(1));
        status.completed(batch(2), 0, START.plusSeconds(31));
        assertThat(status.isDue(START.plusSeconds(31))).isFalse();

        status.completed(batch(3), 5, START.plusSeconds(61));

        assertThat(status.isDue(START.plusSeconds(61))).isTrue();
        assertThat(status.turn(START.plusSeconds(61))).contains("batch 3: 2 records/s, lag 5, 120 to silver");
    }

    private static BatchReport batch(long id) {
        return new BatchReport(id, 60, 60, 0, 60, 0);
    }
}

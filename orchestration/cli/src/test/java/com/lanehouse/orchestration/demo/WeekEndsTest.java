package com.lanehouse.orchestration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WeekEndsTest {
    @Test
    void week_ends_are_the_last_seconds_of_sundays_oldest_first() {
        assertThat(WeekEnds.before(Instant.parse("2026-11-24T12:00:00Z"), 2))
                .containsExactly(Instant.parse("2026-11-15T23:59:59Z"), Instant.parse("2026-11-22T23:59:59Z"));
    }

    @Test
    void on_a_monday_the_newest_week_end_is_yesterday() {
        assertThat(WeekEnds.before(Instant.parse("2026-11-23T00:00:00Z"), 1))
                .containsExactly(Instant.parse("2026-11-22T23:59:59Z"));
    }
}

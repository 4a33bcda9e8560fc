package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.scoring.RequestLimits.Turn;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Four requests a second, so one every 250 ms. */
class RequestLimitsTest {
    private final StandingClock clock = new StandingClock();
    private final RequestLimits limits = new RequestLimits(4, clock);

    @Test
    void a_key_may_make_a_seconds_requests_at_once_and_then_has_to_wait() {
        for (long remaining = 3; remaining >= 0; remaining--) {
            assertThat(limits.take("a").remaining()).isEqualTo(remaining);
        }
        assertThat(limits.take("a")).isEqualTo(new Turn(false, 4, 0, 1, 1));
    }

    @Test
    void a_quarter_of_a_second_later_it_may_make_one_more() {
        for (int i = 0; i < 4; i++) {
            limits.take("a");
        }
        clock.millis += 249;
        assertThat(limits.take("a").allowed()).isFalse();
        clock.millis += 1;
        assertThat(limits.take("a").allowed()).isTrue();
        assertThat(limits.take("a").allowed()).isFalse();
    }

    @Test
    void one_key_does_not_use_up_what_another_may() {
        for (int i = 0; i < 5; i++) {
            limits.take("a");
        }
        assertThat(limits.take("b")).isEqualTo(new Turn(true, 4, 3, 1, 0));
    }

    private static final class StandingClock implements TimeMeter {
        private long millis = 1;

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(millis);
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}

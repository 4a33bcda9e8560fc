package com.lanehouse.orchestration.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.orchestration.bench.ingest.RepeatedMarket.Message;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Lines of a simulated market that are published as if they happened now. */
class MessageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

    @Test
    void an_event_happens_when_it_is_said_to_and_its_data_stays() {
        assertThat(
                        moved(
                                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"time\":\"2025-01-02T03:04:05.678Z\",\"data\":{\"a\":1,\"time\":\"2025-01-02T03:04:05Z\"}}"))
                .isEqualTo(
                        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"time\":\"2026-03-01T12:00:00.123456Z\",\"data\":{\"a\":1,\"time\":\"2025-01-02T03:04:05Z\"}}");
    }

    @Test
    void a_line_that_is_broken_by_its_time_stays_broken() {
        for (String time : new String[] {"\"2025-01-02T03:04:05\"", "\"+10000-01-01T00:00:00Z\"", "null"}) {
            String line = "{\"specversion\":\"1.0\",\"id\":\"1\",\"time\":" + time + ",\"data\":{}}";
            assertThat(moved(line)).isEqualTo(line);
        }
    }

    private static String moved(String line) {
        Message moved = new Message("usage", "1", line.getBytes(UTF_8)).happenedAt(NOW);
        return new String(moved.value(), UTF_8);
    }
}

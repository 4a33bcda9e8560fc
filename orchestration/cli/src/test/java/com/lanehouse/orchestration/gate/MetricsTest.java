package com.lanehouse.orchestration.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    private static final String T = "2026-03-31T12:00:00Z";

    @TempDir
    Path lake;

    @Test
    void what_is_known_has_a_sample_and_the_newest_event_is_the_one_by_t() throws Exception {
        new TestingStatus(lake)
                .measured(T, Map.of("uptime", new long[] {0, 0}, "agent_success", new long[] {99, 100}))
                .probed("2026-03-31T11:59:30Z")
                .probed("2026-03-31T11:00:00Z")
                .probed("2026-03-31T12:00:01Z");
        String text = Metrics.text(Gate.of(lake), Metrics.newestEvents(lake, Instant.parse(T)));
        assertThat(text.lines())
                .contains(
                        "# TYPE lanehouse_slo_ratio gauge",
                        "lanehouse_slo_ratio{slo=\"agent_success\"} 0.99",
                        "lanehouse_slo_burn_rate{slo=\"agent_success\",window=\"1h\"} 2.5",
                        "lanehouse_newest_event_timestamp_seconds{table=\"silver.platform\"} 1.77495837E9");
        assertThat(text)
                .doesNotContain("lanehouse_slo_ratio{slo=\"uptime\"}")
                .doesNotContain("window=\"5m\"")
                .doesNotContain("silver.agents")
                .endsWith("\n");
        assertThat(Promtool.require().complaints(text, "check", "metrics")).isEmpty();
    }
}

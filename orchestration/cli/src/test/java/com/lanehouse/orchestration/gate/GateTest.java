package com.lanehouse.orchestration.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTest {
    private static final String MONDAY = "2026-03-30T00:00:00Z";
    private static final String TUESDAY = "2026-03-31T00:00:00.000001Z";

    @TempDir
    Path lake;

    private TestingStatus status() {
        return new TestingStatus(lake);
    }

    @Test
    void it_is_open_when_every_service_level_is_kept_at_the_newest_t() {
        status().measured(MONDAY, Map.of("uptime", new long[] {0, 100}))
                .measured(TUESDAY, Map.of())
                .ran("slo-status", TUESDAY, "succeeded");
        Gate gate = Gate.of(lake);
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.asOf()).contains(Instant.parse(TUESDAY));
        assertThat(gate.verdicts())
                .extracting(Verdict::reason)
                .contains(
                        "100 of 100 finished tasks succeeded in the last hour: 100 %, the objective is 98 %",
                        "100 of 100 priced quotes were answered within 500 ms in the last 24 hours: 100 %, the objective is 95 %",
                        "100 of 100 probes found the service up in the last 30 days: 100 %, the objective is 99.9 %");
    }

    @Test
    void a_breach_closes_it_and_a_share_is_cut_so_that_it_never_looks_met() {
        status().measured(TUESDAY, Map.of("uptime", new long[] {998_999, 1_000_000}));
        assertThat(Gate.of(lake).isOpen()).isFalse();
        assertThat(reason("uptime"))
                .isEqualTo(
                        "998,999 of 1,000,000 probes found the service up in the last 30 days: 99.899 %, the objective is 99.9 %");
    }

    @Test
    void too_few_records_close_it() {
        status().measured(TUESDAY, Map.of("agent_success", new long[] {19, 19}));
        assertThat(Gate.of(lake).isOpen()).isFalse();
        assertThat(reason("agent_success")).isEqualTo("19 finished tasks in the last hour; it takes 20 to judge");
    }

    @Test
    void it_is_closed_when_nothing_was_ever_run() {
        Gate gate = Gate.of(lake);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.asOf()).isEmpty();
        assertThat(gate.verdicts()).hasSize(5).allSatisfy(verdict -> {
            assertThat(verdict.status()).isEqualTo("no_data");
            assertThat(verdict.reason()).isEqualTo("never measured; measure it with ./lanehouse run");
        });
    }

    @Test
    void what_an_earlier_run_measured_does_not_open_it_when_the_newest_failed() {
        status().measured(MONDAY, Map.of())
                .ran("slo-status", MONDAY, "succeeded")
                .ran("slo-status", TUESDAY, "failed");
        assertThat(Gate.of(lake).isOpen()).isFalse();
        assertThat(reason("uptime"))
                .isEqualTo("not measured: the run as of " + TUESDAY + " did not succeed (see ops.job_runs)");
    }

    @Test
    void a_run_of_other_jobs_says_nothing_of_it() {
        status().measured(MONDAY, Map.of())
                .ran("slo-status", MONDAY, "succeeded")
                .ran("usage", TUESDAY, "succeeded");
        assertThat(Gate.of(lake).isOpen()).isTrue();
    }

    @Test
    void more_good_records_than_records_are_an_error() {
        status().measured(TUESDAY, Map.of("uptime", new long[] {101, 100}));
        assertThatThrownBy(() -> Gate.of(lake)).hasMessage("uptime: 101 good of 100 records cannot be");
    }

    private String reason(String slo) {
        return Gate.of(lake).verdicts().stream()
                .filter(verdict -> verdict.level().name().equals(slo))
                .findFirst()
                .orElseThrow()
                .reason();
    }
}

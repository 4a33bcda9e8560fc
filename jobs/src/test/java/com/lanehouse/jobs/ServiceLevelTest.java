package com.lanehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLevelTest {
    @ParameterizedTest
    @CsvSource({
        "agent_success, 0.98, PT1H",
        "agent_queue, 0.99, PT24H",
        "quote_latency, 0.95, PT24H",
        "cached_quote_latency, 0.95, PT24H",
        "uptime, 0.999, PT720H"
    })
    void a_service_level_has_its_objective_and_window(String name, BigDecimal objective, Duration window) {
        ServiceLevel level = ServiceLevel.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(level.objective()).isEqualByComparingTo(objective);
        assertThat(level.window()).isEqualTo(window);
    }

    @Test
    void there_are_five() {
        assertThat(ServiceLevel.ALL)
                .extracting(ServiceLevel::name)
                .isEqualTo(List.of("agent_success", "agent_queue", "quote_latency", "cached_quote_latency", "uptime"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "99.9", "-0.5"})
    void an_objective_lies_between_0_and_1(BigDecimal objective) {
        assertThatThrownBy(() -> new ServiceLevel(
                        "x", ServiceLevelRecords.PROBES, "up", "were up", objective, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("objective of x is " + objective);
    }
}

package com.lanehouse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulationConfigTest {
    private static final LocalDate END = LocalDate.of(2025, 3, 1);

    @Test
    void zero_days_are_refused() {
        assertThatThrownBy(() -> new SimulationConfig(0, 5, 1, END, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("days is 0: a history has at least 1 day");
    }

    @Test
    void zero_companies_are_refused() {
        assertThatThrownBy(() -> new SimulationConfig(5, 0, 1, END, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("companies is 0: a market has at least 1 company");
    }

    @Test
    void a_missing_end_is_refused() {
        assertThatThrownBy(() -> new SimulationConfig(5, 5, 1, null, Set.of())).hasMessage("end is null");
    }

    @Test
    void an_unknown_family_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> new SimulationConfig(5, 5, 1, END, Set.of("quote")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "families names quote: there are agents, billing, compliance, directory, experiments, growth,"
                                + " platform, quotes, usage");
    }

    @Test
    void the_start_counts_the_last_day_in() {
        assertThat(new SimulationConfig(1, 5, 1, END, Set.of()).start()).isEqualTo(END);
        assertThat(new SimulationConfig(90, 5, 1, END, Set.of()).start()).isEqualTo(LocalDate.of(2024, 12, 2));
    }
}

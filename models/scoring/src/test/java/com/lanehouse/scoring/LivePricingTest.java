package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePricingTest {
    @TempDir
    private Path lake;

    private final TestingEvents events = new TestingEvents();

    @Test
    void a_file_that_became_wrong_changes_nothing_and_the_reason_is_known() throws Exception {
        LivePricing pricing = open("default-margin: 0.2");
        write("default-margin: 2");
        pricing.refresh();

        assertThat(pricing.current().defaultMargin()).isEqualTo("0.2");
        assertThat(pricing.failure().orElseThrow()).contains("pricing.yaml: default-margin is 2");

        write("default-margin: 0.3");
        pricing.refresh();
        assertThat(pricing.current().defaultMargin()).isEqualTo("0.3");
        assertThat(pricing.failure()).isEmpty();
    }

    @Test
    void a_file_that_is_just_being_written_over_switches_no_guardrail_off() throws Exception {
        LivePricing pricing = open("guardrails: {floor-per-mile: 3}");
        write("");
        pricing.refresh();

        assertThat(pricing.current().guardrails().floorPerMile()).isPresent();
        assertThat(pricing.failure().orElseThrow()).contains("is empty");
    }

    @Test
    void a_file_that_is_wrong_at_the_start_is_refused() {
        assertThatThrownBy(() -> open("default-margin: 2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pricing.yaml: default-margin is 2");
    }

    @Test
    void only_a_change_is_audited_also_one_made_while_no_service_ran() throws Exception {
        open("default-margin: 0.2");
        open("default-margin: 0.2").refresh();
        assertThat(events.of("audit.recorded")).hasSize(1);

        open("default-margin: 0.3");
        assertThat(events.of("audit.recorded")).hasSize(2);
        assertThat(events.of("audit.recorded")
                        .getLast()
                        .at("/data/details/before")
                        .asText())
                .isEqualTo("default-margin: 0.2");
    }

    @Test
    void a_change_that_cannot_be_audited_is_not_made() throws Exception {
        LivePricing pricing = open("default-margin: 0.2");
        write("default-margin: 0.3");
        events.fill();
        pricing.refresh();

        assertThat(pricing.current().defaultMargin()).isEqualTo("0.2");
        assertThat(pricing.failure().orElseThrow()).contains("the disk is full");
    }

    private LivePricing open(String yaml) throws IOException {
        return LivePricing.open(lake, Optional.of(write(yaml)), events, Clock.systemUTC());
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(lake.resolve("pricing.yaml"), yaml);
    }
}

package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
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
        lookTwice(pricing);

        assertThat(pricing.current().defaultMargin()).isEqualTo("0.2");
        assertThat(pricing.failure().orElseThrow()).contains("pricing.yaml: default-margin is 2");

        write("default-margin: 0.3");
        lookTwice(pricing);
        assertThat(pricing.current().defaultMargin()).isEqualTo("0.3");
        assertThat(pricing.failure()).isEmpty();
    }

    @Test
    void a_file_that_is_just_being_written_over_switches_no_guardrail_off() throws Exception {
        LivePricing pricing = open("guardrails: {floor-per-mile: 3}");
        write("");
        lookTwice(pricing);

        assertThat(pricing.current().guardrails().floorPerMile()).isPresent();
        assertThat(pricing.failure().orElseThrow()).contains("is empty");
    }

    @Test
    void half_a_file_that_reads_well_is_not_in_force_before_it_has_stayed_so() throws Exception {
        LivePricing pricing = open("guardrails: {floor-per-mile: 3}");
        write("default-margin: 0.2");
        pricing.refresh();
        assertThat(pricing.current().guardrails().floorPerMile()).isPresent();

        write("default-margin: 0.2\nguardrails: {floor-per-mile: 2}");
        lookTwice(pricing);
        assertThat(pricing.current().guardrails().floorPerMile()).hasValue(new BigDecimal("2"));
    }

    @Test
    void two_services_with_the_same_file_audit_its_change_as_one_event() throws Exception {
        LivePricing one = open("default-margin: 0.2");
        LivePricing other = open("default-margin: 0.2");
        write("default-margin: 0.3");
        lookTwice(one);
        lookTwice(other);

        List<JsonNode> audited = events.of("audit.recorded");
        assertThat(audited).hasSize(3);
        assertThat(audited.get(2).get("id")).isEqualTo(audited.get(1).get("id"));
        assertThat(audited.get(1).get("id")).isNotEqualTo(audited.get(0).get("id"));
    }

    @Test
    void a_file_that_is_moved_back_with_its_old_time_is_a_change_of_its_own() throws Exception {
        LivePricing pricing = open("default-margin: 0.2");
        Path file = lake.resolve("pricing.yaml");
        for (int i = 0; i < 2; i++) {
            Files.move(file, lake.resolve("old.yaml"));
            write("default-margin: 0.3");
            lookTwice(pricing);
            Files.move(lake.resolve("old.yaml"), file, StandardCopyOption.REPLACE_EXISTING);
            lookTwice(pricing);
        }

        assertThat(events.of("audit.recorded").stream()
                        .map(event -> event.get("id"))
                        .distinct())
                .hasSize(5);
    }

    @Test
    void services_with_files_of_their_own_on_one_lake_do_not_audit_each_other() throws Exception {
        Path other = Files.writeString(lake.resolve("other.yaml"), "default-margin: 0.4");
        open("default-margin: 0.2");
        LivePricing.open(lake, Optional.of(other), events, Clock.systemUTC());
        open("default-margin: 0.2");
        LivePricing.open(lake, Optional.of(other), events, Clock.systemUTC());

        assertThat(events.of("audit.recorded")).hasSize(2);
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
        lookTwice(pricing);

        assertThat(pricing.current().defaultMargin()).isEqualTo("0.2");
        assertThat(pricing.failure().orElseThrow()).contains("the disk is full");
    }

    private static void lookTwice(LivePricing pricing) {
        pricing.refresh();
        pricing.refresh();
    }

    private LivePricing open(String yaml) throws IOException {
        return LivePricing.open(lake, Optional.of(write(yaml)), events, Clock.systemUTC());
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(lake.resolve("pricing.yaml"), yaml);
    }
}

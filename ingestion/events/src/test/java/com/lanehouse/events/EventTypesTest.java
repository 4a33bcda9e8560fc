package com.lanehouse.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTypesTest {
    private final EventTypes types = EventTypes.load();

    @Test
    void every_family_has_a_topic_and_lines_without_a_type_have_one_too() {
        assertThat(types.topics())
                .containsExactly(
                        "agents",
                        "billing",
                        "compliance",
                        "directory",
                        "experiments",
                        "growth",
                        "platform",
                        "quotes",
                        "unrouted",
                        "usage");
    }

    @Test
    void there_are_thirty_six_types() {
        assertThat(types.names()).hasSize(36).contains("quote.priced", "stripe.event", "legal_hold.released");
    }

    @Test
    void a_type_knows_its_declared_fields() {
        assertThat(types.find("carrier.updated").orElseThrow().fields())
                .containsExactlyInAnyOrder("carrier_id", "active");
    }
}

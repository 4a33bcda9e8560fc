package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateEndpointTest {
    private static final String LANE = """
            "origin":{"zip":"60601"},"destination":{"zip":"75201"},"equipment":"van","pickup_date":"2026-05-06\"""";

    @TempDir
    Path root;

    private TestingService service;

    @BeforeEach
    void start() throws IOException {
        service = new TestingService(root, Instant.parse("2026-05-04T10:00:00Z"));
        service.lake.champion(1);
        service.refresh();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** 2 dollars a mile and a margin of 0.15; the model's p10 is 0.9 and its p90 1.2 of that. */
    @Test
    void anybody_is_told_a_price_and_its_range_and_nothing_of_costs_and_margins() throws Exception {
        JsonNode answer = json(ask("{" + LANE + "}"));

        double miles = answer.get("miles").asDouble();
        assertThat(answer.get("price").asDouble()).isCloseTo(2 * miles / 0.85, within(0.02));
        assertThat(answer.at("/range/low").asDouble()).isCloseTo(0.9 * 2 * miles / 0.85, within(1.0));
        assertThat(answer.at("/range/high").asDouble()).isCloseTo(1.2 * 2 * miles / 0.85, within(1.0));
        assertThat(answer.get("binding").asBoolean()).isFalse();
        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly("rate_id", "price", "range", "miles", "currency", "fuel_included", "binding");
        JsonNode served = service.events.of("rate.served").getFirst().get("data");
        assertThat(served.get("channel").asText()).isEqualTo("estimate");
        assertThat(served.has("company_id")).isFalse();
        assertThat(service.events.of("usage.recorded")).isEmpty();
        assertThat(service.events.of("lead.created"))
                .as("nobody left an e-mail")
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} trucks: {1}")
    @CsvSource({"0, smb", "19, smb", "20, mid_market", "199, mid_market", "200, enterprise"})
    void who_leaves_an_email_becomes_a_lead_of_the_segment_of_its_fleet(int trucks, String segment) throws Exception {
        ask("{%s,\"email\":\"ann@example.com\",\"company_name\":\"Ann's\",\"fleet_size\":%d}".formatted(LANE, trucks));

        JsonNode lead = service.events.of("lead.created").getFirst().get("data");
        assertThat(lead.get("segment").asText()).isEqualTo(segment);
        assertThat(lead.get("channel").asText()).isEqualTo("rate_calculator");
        assertThat(lead.get("email").asText()).isEqualTo("ann@example.com");
        assertThat(lead.get("company_name").asText()).isEqualTo("Ann's");
        assertThat(lead.get("fleet_size").asInt()).isEqualTo(trucks);
    }

    @Test
    void who_asks_again_is_the_same_lead() throws Exception {
        ask("{%s,\"email\":\"ann@example.com\"}".formatted(LANE));
        ask("{%s,\"email\":\"Ann@Example.com\"}".formatted(LANE));
        ask("{%s,\"email\":\"bob@example.com\"}".formatted(LANE));

        assertThat(service.events.of("lead.created"))
                .extracting(event -> event.at("/data/lead_id").asText())
                .satisfies(ids -> {
                    assertThat(ids.get(0)).isEqualTo(ids.get(1));
                    assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
                });
    }

    @Test
    void the_calculator_is_tightly_limited() throws Exception {
        for (int i = 0; i < VisitorLimits.A_MINUTE; i++) {
            assertThat(ask("{" + LANE + "}").statusCode()).isEqualTo(200);
        }

        HttpResponse<String> response = ask("{" + LANE + "}");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValueAsLong("retry-after").orElseThrow())
                .isBetween(1L, 60L);
    }

    /** One that is given twice is in no JSON object, so none is named. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "email":"ann"               | email
            "email":"a@b"               | email
            "email":"a@@b.c"            | email
            "email":"a b@c.d"           | email
            "email":7                   | email
            "email":" "                 | email
            "fleet_size":-1             | fleet_size
            "fleet_size":1.5            | fleet_size
            "fleet_size":"many"         | fleet_size
            "company_name":[]           | company_name
            "equipment":"van"           | none
            """)
    void a_wrong_field_is_named(String entry, String field) throws Exception {
        HttpResponse<String> response = ask("{%s,%s}".formatted(LANE, entry));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("field").asText("none")).isEqualTo(field);
        assertThat(service.events.of("lead.created")).isEmpty();
        assertThat(service.events.of("rate.served")).isEmpty();
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return service.send("POST", "/public/v1/rate-estimate", null, body);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.MAPPER.readTree(response.body());
    }
}

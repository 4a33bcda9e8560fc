package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.KafkaConnection;
import com.lanehouse.features.Lane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScoringServerTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final String BODY = """
            {"origin":{"zip":"60601"},"destination":{"zip":"75201"},"equipment":"van","pickup_date":"2026-05-06","weight_lbs":40000}""";

    private static final int PER_SECOND = 1000;

    @TempDir
    Path root;

    private final TestingEvents events = new TestingEvents();
    private final HttpClient client = HttpClient.newHttpClient();
    private TestingLakeFolder lake;
    private Path pricing;
    private String key;
    private ScoringServer server;

    @BeforeEach
    void start() throws IOException {
        lake = new TestingLakeFolder(root);
        pricing = Files.writeString(root.resolve("pricing.yaml"), "default-margin: 0.15\n");
        key = ApiKeys.create(root, "acme", "smb");
        server = start(PER_SECOND);
    }

    private ScoringServer start(int requestsPerSecond) {
        return ScoringServer.start(
                new ScoringConfig(
                        root,
                        KafkaConnection.of("localhost:9092"),
                        "127.0.0.1",
                        0,
                        requestsPerSecond,
                        Optional.of(pricing)),
                events,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void an_answer_carries_everything_the_contract_names() throws Exception {
        serve(1);

        JsonNode answer = json(post(BODY));

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly(
                        "rate_id",
                        "price",
                        "cost",
                        "margin",
                        "miles",
                        "currency",
                        "fuel_included",
                        "rate_source",
                        "model_version",
                        "experiment",
                        "guardrails",
                        "reasons",
                        "expires_at");
        assertThat(answer.get("rate_source").asText()).isEqualTo("model");
        assertThat(answer.get("model_version").asText()).isEqualTo("rate-1");
        assertThat(answer.get("currency").asText()).isEqualTo("USD");
        assertThat(answer.get("experiment").isNull()).isTrue();
        assertThat(answer.get("guardrails")).isEmpty();
        assertThat(answer.get("expires_at").asText()).isEqualTo("2026-05-05T10:00:00Z");
    }

    @Test
    void miles_come_from_the_great_circle_and_the_model_s_circuity() throws Exception {
        serve(1);

        assertThat(json(post(BODY)).get("miles").asDouble()).isCloseTo(802 * 1.18, within(10.0));
    }

    @Test
    void the_price_is_the_median_cost_over_one_less_the_margin() throws Exception {
        serve(1);

        JsonNode answer = json(post(BODY));

        double cost = answer.get("cost").get("p50").asDouble();
        assertThat(cost).isCloseTo(2 * answer.get("miles").asDouble(), within(0.01));
        assertThat(answer.get("margin").asDouble()).isEqualTo(0.15);
        assertThat(answer.get("price").asDouble()).isCloseTo(cost / 0.85, within(0.011));
        assertThat(answer.get("cost").get("p10").asDouble()).isLessThan(cost);
        assertThat(answer.get("cost").get("p90").asDouble()).isGreaterThan(cost);
    }

    @Test
    void past_loads_of_the_lane_move_its_rate_and_are_given_as_the_reason() throws Exception {
        Lane lane = new Lane("606", "752", "van");
        Instant before = NOW.minusSeconds(86_400 * 3);
        lake.histories(
                NOW.minusSeconds(60),
                Stream.iterate(0, i -> i < 60, i -> i + 1)
                        .map(i -> TestingLakeFolder.load("l" + i, lane, 950, 950 * 3.0, before.plusSeconds(i * 3_000L)))
                        .toArray(com.lanehouse.features.CoveredLoad[]::new));
        serve(1);

        JsonNode answer = json(post(BODY));

        assertThat(answer.get("cost").get("p50").asDouble()
                        / answer.get("miles").asDouble())
                .isGreaterThan(2.5);
        assertThat(answer.get("reasons").get(0).asText()).contains("60 past loads on this lane");
    }

    @Test
    void a_lane_between_areas_is_rated_from_their_middles() throws Exception {
        serve(1);

        HttpResponse<String> response = post(BODY.replace("\"zip\":\"60601\"", "\"area\":\"606\""));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(events.of("quote.priced", json(response).get("rate_id").asText())
                        .event()
                        .at("/data/origin/area")
                        .asText())
                .isEqualTo("606");
    }

    @Test
    void a_lane_within_one_state_is_rated() throws Exception {
        serve(1);

        assertThat(post(BODY.replace("75201", "60007")).statusCode()).isEqualTo(200);
    }

    @Test
    void every_answer_becomes_a_quote_and_a_use_of_the_company() throws Exception {
        serve(1);

        JsonNode answer = json(post(BODY));

        String rateId = answer.get("rate_id").asText();
        TestingEvents.Sent priced = events.of("quote.priced", rateId);
        assertThat(priced.key()).isEqualTo("acme");
        JsonNode data = priced.event().get("data");
        assertThat(data.get("quote_id").asText()).isEqualTo(rateId);
        assertThat(data.get("company_id").asText()).isEqualTo("acme");
        assertThat(data.get("segment").asText()).isEqualTo("smb");
        assertThat(data.get("price")).isEqualTo(answer.get("price"));
        assertThat(data.get("cost_estimate")).isEqualTo(answer.get("cost").get("p50"));
        assertThat(data.at("/origin/state").asText()).isEqualTo("IL");
        TestingEvents.Sent used = events.of("usage.recorded", rateId);
        assertThat(used.key()).isEqualTo("acme");
        assertThat(used.event().get("data").toString())
                .isEqualTo("{\"company_id\":\"acme\",\"feature_key\":\"quotes\",\"qty\":1}");
    }

    @Test
    void no_rate_is_given_that_could_not_be_recorded() throws Exception {
        serve(1);
        events.fill();

        HttpResponse<String> response = post(BODY);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).hasValue("5");
        assertThat(json(response).get("type").asText()).endsWith("not-recorded");
    }

    @Test
    void a_guardrail_that_moves_the_price_is_named_in_the_answer_and_in_its_event() throws Exception {
        serve(1);
        Files.writeString(pricing, "guardrails:\n  floor-per-mile: 3\n");
        takeUpPricing();

        JsonNode answer = json(post(BODY));

        double miles = answer.get("miles").asDouble();
        assertThat(answer.get("price").asDouble()).isCloseTo(3 * miles, within(0.01));
        assertThat(answer.get("margin").asDouble()).as("1 - 2 / 3").isCloseTo(0.3333, within(0.0001));
        assertThat(answer.get("guardrails")).hasToString("[\"floor_per_mile\"]");
        assertThat(answer.get("reasons").get(3).asText())
                .startsWith("price raised from")
                .endsWith("floor_per_mile");
        assertThat(events.of("quote.priced", answer.get("rate_id").asText())
                        .event()
                        .at("/data/guardrails"))
                .hasToString("[\"floor_per_mile\"]");
    }

    @Test
    void a_change_of_the_pricing_is_in_force_at_once_and_an_audited_event() throws Exception {
        serve(1);
        Files.writeString(pricing, "default-margin: 0.5\n");
        takeUpPricing();

        assertThat(json(post(BODY)).get("margin").asDouble()).isEqualTo(0.5);
        JsonNode audited = events.of("audit.recorded").getLast().get("data");
        assertThat(audited.get("action").asText()).isEqualTo("pricing.changed");
        assertThat(audited.at("/details/before").asText()).isEqualTo("default-margin: 0.15\n");
        assertThat(audited.at("/details/after").asText()).isEqualTo("default-margin: 0.5\n");
    }

    @Test
    void another_champion_serves_without_a_restart() throws Exception {
        serve(1);
        double before = json(post(BODY)).at("/cost/p50").asDouble();
        serve(1.5);

        JsonNode answer = json(post(BODY));

        assertThat(answer.get("model_version").asText()).isEqualTo("rate-2");
        assertThat(answer.at("/cost/p50").asDouble()).isCloseTo(before * 1.5, within(0.02));
    }

    @Test
    void without_a_champion_it_is_alive_but_not_ready() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(post(BODY).statusCode()).isEqualTo(503);
        serve(1);
        assertThat(get("/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void metrics_tell_how_many_rates_were_given_how_soon_and_what_moved_them() throws Exception {
        serve(1);
        Files.writeString(pricing, "guardrails:\n  floor-per-mile: 3\n");
        takeUpPricing();
        post(BODY);
        post(BODY);
        post("{}");
        get("/no/such/place");

        HttpResponse<String> response = get("/metrics");

        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(response.body().lines())
                .contains(
                        "lanehouse_rates_total{rate_source=\"model\"} 1.0",
                        "lanehouse_rates_total{rate_source=\"cache\"} 1.0",
                        "lanehouse_guardrails_total{guardrail=\"floor_per_mile\"} 2.0",
                        "lanehouse_http_request_seconds_count{route=\"/v1/rates\",status=\"200\"} 2",
                        "lanehouse_http_request_seconds_count{route=\"/v1/rates\",status=\"400\"} 1",
                        "lanehouse_http_request_seconds_count{route=\"other\",status=\"404\"} 1",
                        "lanehouse_model_version 1.0",
                        "lanehouse_pricing_stale 0.0",
                        "lanehouse_events_waiting_bytes 0.0");
    }

    @Test
    void ready_tells_what_a_person_should_see_to_although_rates_are_given() throws Exception {
        serve(1);
        assertThat(json(get("/ready")).get("warnings")).isEmpty();

        Files.writeString(pricing, "default-margin: 7\n");
        takeUpPricing();
        events.fill();

        HttpResponse<String> response = get("/ready");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).get("warnings"))
                .extracting(JsonNode::asText)
                .satisfiesExactly(
                        warning -> assertThat(warning).contains("default-margin is 7"),
                        warning -> assertThat(warning).contains("events wait for the broker"));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("badBodies")
    void a_bad_body_gets_a_problem_that_names_the_field(String body, String field, int status) throws Exception {
        serve(1);

        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.path("field").asText("none")).isEqualTo(field);
        assertThat(problem.get("detail").asText()).isNotBlank();
        assertThat(events.of("quote.priced")).isEmpty();
        assertThat(events.of("usage.recorded")).isEmpty();
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                Arguments.of("", "none", 400),
                Arguments.of("{", "none", 400),
                Arguments.of("[]", "none", 400),
                Arguments.of("null", "none", 400),
                Arguments.of(BODY + "x", "none", 400),
                Arguments.of(BODY.replace("\"van\"", "\"van\",\"equipment\":\"reefer\""), "none", 400),
                Arguments.of("[".repeat(5_000), "none", 400),
                Arguments.of("{}", "origin", 400),
                Arguments.of(BODY.replace("{\"zip\":\"60601\"}", "\"60601\""), "origin", 400),
                Arguments.of(BODY.replace("{\"zip\":\"60601\"}", "{}"), "origin.zip", 400),
                Arguments.of(BODY.replace("\"60601\"", "60601"), "origin.zip", 400),
                Arguments.of(BODY.replace("60601", "6060"), "origin.zip", 400),
                Arguments.of(BODY.replace("75201", "00000"), "destination.zip", 422),
                Arguments.of(BODY.replace("\"zip\":\"75201\"", "\"area\":\"nowhere\""), "destination.area", 422),
                Arguments.of(BODY.replace("\"zip\":\"75201\"", "\"area\":\" \""), "destination.area", 400),
                Arguments.of(BODY.replace("van", "boat"), "equipment", 400),
                Arguments.of(BODY.replace("\"van\"", "null"), "equipment", 400),
                Arguments.of(BODY.replace("2026-05-06", "06.05.2026"), "pickup_date", 400),
                Arguments.of(BODY.replace("2026-05-06", "2026-02-30"), "pickup_date", 400),
                Arguments.of(BODY.replace("2026-05-06", "2036-05-06"), "pickup_date", 400),
                Arguments.of(BODY.replace("40000", "\"heavy\""), "weight_lbs", 400),
                Arguments.of(BODY.replace("40000", "-1"), "weight_lbs", 400),
                Arguments.of(BODY.replace("40000", "NaN"), "none", 400),
                Arguments.of(BODY.replace("40000", "1e400"), "weight_lbs", 400));
    }

    @Test
    void a_missing_or_unknown_key_is_turned_away() throws Exception {
        serve(1);

        for (String authorization : new String[] {null, "Bearer ", "Bearer lh_wrong", "Basic " + key, key}) {
            HttpResponse<String> response = send(authorization, BODY, "application/json");

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("www-authenticate")).hasValue("Bearer");
            assertThat(response.body()).doesNotContain(key);
        }
    }

    @Test
    void a_key_that_was_made_while_the_service_runs_is_known() throws Exception {
        serve(1);

        String later = ApiKeys.create(root, "beta", "enterprise");

        assertThat(send("bearer " + later, BODY, "application/json").statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_answer_says_how_many_requests_its_key_has_left() throws Exception {
        serve(1);

        HttpResponse<String> response = post(BODY);

        assertThat(response.headers().firstValue("ratelimit-limit")).hasValue("1000");
        assertThat(response.headers().firstValue("ratelimit-remaining")).hasValue("999");
        assertThat(response.headers().firstValue("ratelimit-reset")).hasValue("1");
    }

    @Test
    void a_key_that_asks_too_often_is_told_when_to_come_back_and_others_are_answered() throws Exception {
        server.close();
        server = start(1);
        serve(1);
        String other = ApiKeys.create(root, "beta", "smb");

        HttpResponse<String> response = post(BODY);
        for (int i = 0; i < 20 && response.statusCode() == 200; i++) {
            response = post(BODY);
        }

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue("1");
        assertThat(json(response).get("type").asText()).endsWith("rate-limit");
        assertThat(send("Bearer " + other, BODY, "application/json").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_key_that_is_revoked_while_the_service_runs_is_turned_away_and_others_are_not() throws Exception {
        serve(1);
        String other = ApiKeys.create(root, "acme", "smb");
        ApiKeys keys = ApiKeys.open(root);

        keys.revoke(keys.list().getFirst().id());

        assertThat(post(BODY).statusCode()).isEqualTo(401);
        assertThat(send("Bearer " + other, BODY, "application/json").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_body_of_more_than_one_mebibyte_is_refused() throws Exception {
        serve(1);

        HttpResponse<String> response = post(BODY + " ".repeat(1 << 20));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    @Test
    void other_methods_media_types_and_addresses_get_problems_too() throws Exception {
        assertThat(get("/v1/rates").statusCode()).isEqualTo(405);
        assertThat(get("/v1/rates").headers().firstValue("allow")).hasValue("POST");
        assertThat(get("/nothing/here").statusCode()).isEqualTo(404);
        assertThat(send("Bearer " + key, BODY, "text/plain").statusCode()).isEqualTo(415);
    }

    /** A file counts once it was the same at two looks. */
    private void takeUpPricing() {
        server.refresh();
        server.refresh();
    }

    private void serve(double factor) {
        lake.champion(factor);
        server.refresh();
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send("Bearer " + key, body, "application/json");
    }

    private HttpResponse<String> send(String authorization, String body, String type)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address("/v1/rates"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.MAPPER.readTree(response.body());
    }
}

package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.Lane;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a rate comes from: the model, the cache, a fallback; and the shadow's beside it. */
class CacheFallbackAndShadowTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final String BODY = """
            {"origin":{"zip":"60601"},"destination":{"zip":"75201"},"equipment":"van","pickup_date":"2026-05-06"}""";
    private static final Lane LANE = new Lane("606", "752", "van");

    @TempDir
    Path root;

    private TestingService service;
    private String key;

    @BeforeEach
    void start() throws IOException {
        service = new TestingService(root, NOW);
        key = service.key("acme");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void the_same_question_is_answered_from_the_cache_with_the_same_rate_and_an_identity_of_its_own() throws Exception {
        service.lake.champion(1);
        service.refresh();

        JsonNode first = service.rate(key, BODY);
        JsonNode second = service.rate(key, BODY);

        assertThat(first.get("rate_source").asText()).isEqualTo("model");
        assertThat(second.get("rate_source").asText()).isEqualTo("cache");
        assertThat(differing(first, second)).containsExactly("rate_id", "rate_source");
        assertThat(service.events
                        .of("quote.priced", second.get("rate_id").asText())
                        .event()
                        .at("/data/rate_source")
                        .asText())
                .isEqualTo("cache");
    }

    @Test
    void another_segment_weight_or_pickup_is_another_question() throws Exception {
        service.lake.champion(1);
        service.refresh();
        service.rate(key, BODY);
        String enterprise = ApiKeys.create(root, "large", "enterprise");

        assertThat(source(enterprise, BODY)).isEqualTo("model");
        assertThat(source(key, BODY.replace("05-06", "05-07"))).isEqualTo("model");
        assertThat(source(key, BODY.replace("\"van\"", "\"van\",\"weight_lbs\":100")))
                .isEqualTo("model");
    }

    @Test
    void another_champion_drops_what_was_cached() throws Exception {
        service.lake.champion(1);
        service.refresh();
        double before = service.rate(key, BODY).at("/cost/p50").asDouble();
        service.lake.champion(2);
        service.refresh();

        JsonNode answer = service.rate(key, BODY);

        assertThat(answer.get("rate_source").asText()).isEqualTo("model");
        assertThat(answer.at("/cost/p50").asDouble()).isCloseTo(2 * before, within(0.02));
    }

    @Test
    void another_pricing_drops_what_was_cached() throws Exception {
        service.lake.champion(1);
        service.refresh();
        service.rate(key, BODY);
        service.pricing("guardrails:\n  floor-per-mile: 3\n");

        JsonNode answer = service.rate(key, BODY);

        assertThat(answer.get("rate_source").asText()).isEqualTo("model");
        assertThat(answer.get("guardrails")).isNotEmpty();
    }

    @Test
    void newer_lane_histories_drop_what_was_cached() throws Exception {
        service.lake.champion(1);
        service.refresh();
        service.rate(key, BODY);
        service.lake.histories(NOW.minusSeconds(60), load(1, 1_900));
        service.refresh();

        assertThat(source(key, BODY)).isEqualTo("model");
    }

    @Test
    void without_a_model_a_lane_with_past_loads_is_rated_by_what_a_mile_used_to_cost() throws Exception {
        service.lake.histories(
                NOW.minusSeconds(60),
                IntStream.range(0, 60).mapToObj(i -> load(i, 950 * 3.0)).toArray(CoveredLoad[]::new));
        service.refresh();

        JsonNode answer = service.rate(key, BODY);

        double miles = answer.get("miles").asDouble();
        assertThat(answer.get("rate_source").asText()).isEqualTo("fallback");
        assertThat(answer.get("model_version").isNull()).isTrue();
        assertThat(answer.at("/cost/p50").asDouble()).isCloseTo(3 * miles, within(0.02 * miles));
        assertThat(answer.at("/cost/p10").asDouble())
                .isLessThan(answer.at("/cost/p50").asDouble());
        JsonNode data = service.events
                .of("quote.priced", answer.get("rate_id").asText())
                .event()
                .get("data");
        assertThat(data.get("rate_source").asText()).isEqualTo("fallback");
        assertThat(data.has("model_version")).isFalse();
    }

    /** 2.50 a mile: declared, so to the cent. */
    @Test
    void without_a_model_and_past_loads_a_table_of_dollars_a_mile_rates() throws Exception {
        service.pricing("fallback-per-mile: {van: 2.50}\n");

        JsonNode answer = service.rate(key, BODY);

        assertThat(answer.at("/cost/p50").asDouble())
                .isCloseTo(2.5 * answer.get("miles").asDouble(), within(0.005));
        assertThat(service.post(key, BODY.replace("van", "reefer")).statusCode())
                .as("none is declared for reefers")
                .isEqualTo(503);
    }

    @Test
    void ready_and_metrics_say_that_rates_are_fallbacks_and_when_they_no_longer_are() throws Exception {
        service.pricing("fallback-per-mile: {van: 2.50}\n");
        service.rate(key, BODY);

        HttpResponse<String> ready = service.get("/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).contains("\"status\":\"fallback\"", "no model serves: rates are fallbacks");
        assertThat(service.get("/metrics").body().lines())
                .contains("lanehouse_rates_total{rate_source=\"fallback\"} 1.0", "lanehouse_model_version 0.0");

        service.lake.champion(1);
        service.refresh();
        assertThat(service.get("/ready").body())
                .contains("\"status\":\"ready\"")
                .doesNotContain("fallback");
        assertThat(source(key, BODY)).as("a fallback is never cached").isEqualTo("model");
    }

    @Test
    void the_shadows_rate_is_logged_beside_the_one_that_is_given_and_never_shown() throws Exception {
        service.lake.champion(1);
        service.lake.named("shadow", 2);
        service.refresh();

        JsonNode answer = service.rate(key, BODY);

        assertThat(answer.get("model_version").asText()).isEqualTo("rate-1");
        assertThat(answer.toString()).doesNotContain("rate-2");
        JsonNode shadow = service.events
                .of("rate.served", answer.get("rate_id").asText())
                .event()
                .get("data");
        assertThat(shadow.get("channel").asText()).isEqualTo("shadow");
        assertThat(shadow.get("model_version").asText()).isEqualTo("rate-2");
        assertThat(shadow.get("cost_estimate").asDouble())
                .isCloseTo(2 * answer.at("/cost/p50").asDouble(), within(0.02));
        assertThat(service.events.of("usage.recorded"))
                .as("the shadow is no use of the company")
                .hasSize(1);
    }

    private String source(String byKey, String body) throws Exception {
        return service.rate(byKey, body).get("rate_source").asText();
    }

    private static Set<String> differing(JsonNode one, JsonNode other) {
        Set<String> differing = new TreeSet<>();
        one.fieldNames().forEachRemaining(field -> {
            if (!one.get(field).equals(other.get(field))) {
                differing.add(field);
            }
        });
        return differing;
    }

    /** Loads become known over two days: those of the first only settle what the market is. */
    private static CoveredLoad load(int number, double cost) {
        return TestingLakeFolder.load(
                "l" + number, LANE, 950, cost, NOW.minusSeconds(3 * 86_400).plusSeconds(3_000L * number));
    }
}

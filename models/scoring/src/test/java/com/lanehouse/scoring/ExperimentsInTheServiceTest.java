package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.registry.experiments.Arm;
import com.lanehouse.registry.experiments.ExperimentPlan;
import com.lanehouse.registry.experiments.ExperimentRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Experiment "winter" over all companies, in two equal arms: control below point 0.5 of GrowthBook's hash, the other above.
 * 4 May 2026 is a Monday.
 */
class ExperimentsInTheServiceTest {
    private static final Instant MONDAY = Instant.parse("2026-05-04T00:00:00Z");
    private static final String BODY = """
            {"origin":{"zip":"60601"},"destination":{"zip":"75201"},"equipment":"van","pickup_date":"2026-05-06"}""";

    @TempDir
    Path root;

    private TestingService service;

    @BeforeEach
    void start() throws IOException {
        service = new TestingService(root, MONDAY);
        service.lake.champion(1);
        service.refresh();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void a_company_in_an_arm_is_priced_with_the_arms_margin_and_one_in_the_other_as_usual() throws Exception {
        launch(lower());

        JsonNode usual = service.rate(service.key(companyIn(0)), BODY);
        JsonNode lower = service.rate(service.key(companyIn(1)), BODY);

        assertThat(usual.get("margin").asDouble()).isEqualTo(0.15);
        assertThat(usual.get("experiment")).hasToString("{\"id\":\"winter\",\"variant\":\"control\"}");
        assertThat(lower.get("margin").asDouble()).isEqualTo(0.05);
        assertThat(lower.get("experiment")).hasToString("{\"id\":\"winter\",\"variant\":\"lower\"}");
        assertThat(lower.get("price").asDouble())
                .isCloseTo(lower.at("/cost/p50").asDouble() / 0.95, within(0.01));
        assertThat(service.events
                        .of("quote.priced", lower.get("rate_id").asText())
                        .event()
                        .at("/data/experiment"))
                .hasToString("{\"id\":\"winter\",\"variant\":\"lower\"}");
    }

    @Test
    void an_arm_may_be_the_challengers_cost() throws Exception {
        service.lake.named("challenger", 1.5);
        launch(new Arm("challenger", 0.5, null, "challenger"));

        JsonNode usual = service.rate(service.key(companyIn(0)), BODY);
        JsonNode challenger = service.rate(service.key(companyIn(1)), BODY);

        assertThat(usual.get("model_version").asText()).isEqualTo("rate-1");
        assertThat(challenger.get("model_version").asText()).isEqualTo("rate-2");
        assertThat(challenger.at("/cost/p50").asDouble())
                .isCloseTo(1.5 * usual.at("/cost/p50").asDouble(), within(0.02));
    }

    @Test
    void an_arm_whose_model_is_missing_is_not_applied_nor_exposed_and_ready_says_so() throws Exception {
        launch(new Arm("challenger", 0.5, null, "challenger"));

        JsonNode answer = service.rate(service.key(companyIn(1)), BODY);

        assertThat(answer.get("experiment").isNull()).isTrue();
        assertThat(service.events.of("experiment.exposed")).isEmpty();
        assertThat(service.get("/ready").body())
                .contains("winter, phase 1 names no model for its challenger arm: it is not applied");
    }

    @Test
    void exposure_is_logged_once_for_each_company_and_phase_and_by_whoever_logs_it_as_the_same_event()
            throws Exception {
        launch(lower());
        String company = companyIn(1);
        String key = service.key(company);
        service.rate(key, BODY);
        service.rate(key, BODY);

        List<JsonNode> exposed = service.events.of("experiment.exposed");
        assertThat(exposed)
                .singleElement()
                .satisfies(event -> assertThat(event.get("data"))
                        .hasToString(
                                "{\"experiment_id\":\"winter\",\"variant\":\"lower\",\"unit_id\":\"%1$s\",\"company_id\":\"%1$s\"}"
                                        .formatted(company)));

        service.close();
        service = new TestingService(root, MONDAY);
        service.rate(key, BODY);
        assertThat(service.events.of("experiment.exposed"))
                .singleElement()
                .extracting(event -> event.get("id"))
                .isEqualTo(exposed.getFirst().get("id"));
    }

    @Test
    void a_company_that_only_sends_bulk_jobs_is_exposed_by_them_as_the_same_event() throws Exception {
        launch(lower());
        String company = companyIn(1);
        String key = service.key(company);
        TestingBulkClient client = new TestingBulkClient(service.port(), key);
        client.finished(client.accepted("{\"lanes\":[%1$s,%1$s]}".formatted(BODY)));

        List<JsonNode> exposed = service.events.of("experiment.exposed");
        assertThat(exposed).hasSize(1);
        service.rate(key, BODY);
        assertThat(service.events.of("experiment.exposed").getLast().get("id"))
                .isEqualTo(exposed.getFirst().get("id"));
    }

    @Test
    void an_experiment_that_was_stopped_prices_nobody() throws Exception {
        launch(lower());
        String key = service.key(companyIn(1));
        assertThat(service.rate(key, BODY).get("margin").asDouble()).isEqualTo(0.05);

        registry(MONDAY).stop("winter", "bob", "too dear");
        service.refresh();

        assertThat(service.rate(key, BODY).get("margin").asDouble()).isEqualTo(0.15);
    }

    @Test
    void an_experiment_waits_for_its_monday() throws Exception {
        registry(MONDAY.plusSeconds(1)).launch(plan(lower()), "ann", null);
        String key = service.key(companyIn(1));
        service.refresh();
        assertThat(service.rate(key, BODY).get("experiment").isNull()).isTrue();

        service.refreshAt(MONDAY.plusSeconds(7 * 86_400));
        assertThat(service.rate(key, BODY.replace("2026-05-06", "2026-05-13")).get("experiment"))
                .hasToString("{\"id\":\"winter\",\"variant\":\"lower\"}");
    }

    private static Arm lower() {
        return new Arm("lower", 0.5, new BigDecimal("0.05"), null);
    }

    private static ExperimentPlan plan(Arm other) {
        return new ExperimentPlan("winter", 1, List.of(new Arm("control", 0.5, null, null), other), null);
    }

    private void launch(Arm other) {
        registry(MONDAY).launch(plan(other), "ann", null);
        service.refresh();
    }

    private ExperimentRegistry registry(Instant now) {
        return ExperimentRegistry.open(root, Clock.fixed(now, ZoneOffset.UTC));
    }

    /** By the hash as GrowthBook's JavaScript SDK has it: "winter" with beta is at 0.0751, with acme at 0.6516. */
    private static String companyIn(int arm) {
        return List.of("beta", "acme").get(arm);
    }
}

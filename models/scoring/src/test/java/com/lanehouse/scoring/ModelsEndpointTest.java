package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.registry.ModelRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsEndpointTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final String RATE_BODY = """
            {"origin":{"zip":"60601"},"destination":{"zip":"75201"},"equipment":"van","pickup_date":"2026-05-06"}""";

    @TempDir
    Path root;

    private TestingService service;
    private String admin;
    private String company;

    @BeforeEach
    void start() throws IOException {
        service = new TestingService(root, NOW);
        admin = ApiKeys.createAdmin(root, "ann");
        company = service.key("acme");
        service.lake.champion(1);
        service.lake.champion(2);
        service.refresh();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void an_admin_sees_versions_and_what_aliases_name() throws Exception {
        JsonNode body = json(send("GET", "/v1/models", admin, null));

        assertThat(body.get("models"))
                .extracting(model -> model.get("version").asInt())
                .containsExactly(1, 2);
        assertThat(body.get("aliases")).singleElement().satisfies(alias -> {
            assertThat(alias.get("alias").asText()).isEqualTo("champion");
            assertThat(alias.get("version").asInt()).isEqualTo(2);
        });
    }

    @Test
    void what_an_admin_promotes_is_served_at_once_and_stands_in_the_history_with_the_admins_name() throws Exception {
        HttpResponse<String> response = send(
                "POST", "/v1/models/rate/aliases/champion", admin, "{\"version\":1,\"reason\":\"the cheaper one\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).get("replaces").asInt()).isEqualTo(2);
        assertThat(service.rate(company, RATE_BODY).get("model_version").asText())
                .isEqualTo("rate-1");
        assertThat(ModelRegistry.open(root).history("rate").getLast()).satisfies(event -> {
            assertThat(event.setBy()).isEqualTo("ann");
            assertThat(event.reason()).isEqualTo("the cheaper one");
        });
    }

    @Test
    void a_version_that_fails_a_gate_needs_a_reason_here_too() throws Exception {
        HttpResponse<String> response = send("POST", "/v1/models/rate/aliases/champion", admin, "{\"version\":1}");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).get("type").asText()).endsWith("gate-failed");
        assertThat(json(response).get("detail").asText()).contains("it was never tested");
    }

    /** Rates are asked for all the while; each is answered, by the one model or the other. */
    @Test
    void a_rollback_drops_no_request() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> asked = clients.submit(() -> {
                int answered = 0;
                while (!over.get() || answered < 20) {
                    String body = RATE_BODY.replace("05-06", "05-%02d".formatted(5 + answered % 25));
                    assertThat(service.rate(company, body).get("model_version").asText())
                            .isIn("rate-1", "rate-2");
                    answered++;
                }
                return answered;
            });
            JsonNode rolledBack = json(send("POST", "/v1/models/rate/rollback", admin, "{\"reason\":\"too dear\"}"));
            assertThat(rolledBack.get("version").asInt()).isEqualTo(1);
            assertThat(rolledBack.get("reason").asText()).isEqualTo("rolled back from version 2: too dear");
            assertThat(service.rate(company, RATE_BODY).get("model_version").asText())
                    .isEqualTo("rate-1");
            over.set(true);
            assertThat(asked.get()).isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void a_rollback_needs_no_body() throws Exception {
        assertThat(json(send("POST", "/v1/models/rate/rollback", admin, null))
                        .get("version")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /v1/models",
        "POST, /v1/models/rate/aliases/champion",
        "POST, /v1/models/rate/rollback",
    })
    void models_are_for_admin_keys_alone(String method, String path) throws Exception {
        String body = method.equals("POST") ? "{\"version\":1,\"reason\":\"mine\"}" : null;

        assertThat(send(method, path, null, body).statusCode()).isEqualTo(401);
        assertThat(send(method, path, "lh_wrong", body).statusCode()).isEqualTo(401);
        HttpResponse<String> response = send(method, path, company, body);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(json(response).get("type").asText()).endsWith("not-an-admin-key");
        assertThat(ModelRegistry.open(root).history("rate")).hasSize(2);
    }

    @Test
    void an_admin_key_gets_no_rates() throws Exception {
        HttpResponse<String> response = service.post(admin, RATE_BODY);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(json(response).get("type").asText()).endsWith("not-a-companys-key");
        assertThat(service.events.of("quote.priced")).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST   | /v1/models/rate/aliases/king     | {"version":1}                | 404
            POST   | /v1/models/churn/aliases/shadow  | {"version":1}                | 404
            POST   | /v1/models/rate/aliases/shadow   | {"version":9}                | 404
            POST   | /v1/models/rate/aliases/shadow   | {"version":"1"}              | 400
            POST   | /v1/models/rate/aliases/shadow   | {"version":0}                | 400
            POST   | /v1/models/rate/aliases/shadow   | {"version":1.5}              | 400
            POST   | /v1/models/rate/aliases/shadow   | {"version":1e400}            | 400
            POST   | /v1/models/rate/aliases/shadow   | {"version":1e-400}           | 400
            POST   | /v1/models/rate/aliases/shadow   | {"version":99999999999999999999} | 400
            POST   | /v1/models/rate/aliases/shadow   | {"version":1,"reason":7}     | 400
            POST   | /v1/models/rate/aliases/shadow   | []                           | 400
            POST   | /v1/models/rate/aliases/shadow   | {                            | 400
            POST   | /v1/models/rate/rollback         | {"alias":"king"}             | 400
            POST   | /v1/models/rate/rollback         | {"alias":null}               | 400
            POST   | /v1/models/rate/rollback         | {"alias":"shadow"}           | 404
            DELETE | /v1/models                       | {}                           | 405
            GET    | /v1/models/rate/rollback         | {}                           | 405
            POST   | /v1/models/rate                  | {}                           | 404
            """)
    void a_bad_request_gets_a_problem(String method, String path, String body, int status) throws Exception {
        HttpResponse<String> response = send(method, path, admin, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(json(response).get("detail").asText()).isNotBlank();
    }

    private HttpResponse<String> send(String method, String path, String key, String body) throws Exception {
        return service.send(method, path, key, body);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.MAPPER.readTree(response.body());
    }
}

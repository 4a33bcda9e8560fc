package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the document says what the service does; what it does with all that fits the document a fuzzer tries. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @TempDir
    Path root;

    private TestingService service;

    @BeforeEach
    void start() throws IOException {
        service = new TestingService(root, Instant.parse("2026-05-04T10:00:00Z"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void every_call_of_the_document_is_there_and_every_other_method_of_its_address_is_not() throws Exception {
        String company = service.key("acme");
        String admin = ApiKeys.createAdmin(root, "ann");
        JsonNode paths = document().get("paths");
        assertThat(paths.size()).isGreaterThan(8);
        for (var path : paths.properties()) {
            String address = path.getKey()
                    .replace("{id}", UUID.randomUUID().toString())
                    .replace("{name}", "rate")
                    .replace("{alias}", "shadow");
            for (String method : METHODS) {
                String verb = method.toUpperCase(Locale.ROOT);
                if (path.getValue().has(method)) {
                    assertThat(service.send(verb, address, null, "{}").statusCode())
                            .as(method + address)
                            .isNotIn(404, 405, 500);
                } else {
                    for (String key : List.of(company, admin)) {
                        assertThat(service.send(verb, address, key, "{}").statusCode())
                                .as(method + address)
                                .isIn(404, 405);
                    }
                }
            }
        }
    }

    @Test
    void a_rate_has_the_fields_that_the_document_names_and_no_others() throws Exception {
        service.lake.champion(1);
        service.refresh();
        JsonNode rate = service.rate(service.key("acme"), """
                {"origin":{"zip":"60601"},"destination":{"zip":"75201"},"equipment":"van","pickup_date":"2026-05-06"}""");

        assertThat(names(rate)).isEqualTo(names(document().at("/components/schemas/Rate/properties")));
        List<String> required = new ArrayList<>();
        document().at("/components/schemas/Rate/required").forEach(field -> required.add(field.asText()));
        assertThat(new TreeSet<>(required)).isEqualTo(names(rate));
    }

    @Test
    void the_page_loads_nothing_from_elsewhere() throws Exception {
        HttpResponse<String> page = service.get("/");
        assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(page.body()).doesNotContain("http://", "https://", "<script>", "style=", "onclick");
    }

    @Test
    void guardrails_are_those_there_are() throws Exception {
        List<String> named = new ArrayList<>();
        document()
                .at("/components/schemas/Rate/properties/guardrails/items/enum")
                .forEach(name -> named.add(name.asText()));
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(List.of(Guardrail.values()).stream()
                        .map(Guardrail::label)
                        .toList());
    }

    private JsonNode document() throws Exception {
        HttpResponse<String> response = service.get("/openapi.json");
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        return Json.MAPPER.readTree(response.body());
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

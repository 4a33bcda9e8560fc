package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import com.lanehouse.warehouse.WriteMode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** It is 30 May 2026, 23:59:00: a day and a minute before June. */
class PlanLimitsTest {
    private static final Instant NOW = Instant.parse("2026-05-30T23:59:00Z");
    private static final LocalDate MAY = LocalDate.parse("2026-05-01");
    private static final String BODY = """
            {"origin":{"zip":"60601"},"destination":{"zip":"75201"},"equipment":"van","pickup_date":"2026-06-02"}""";

    @TempDir
    Path root;

    private TestingService service;
    private String key;
    private int turn;

    @BeforeEach
    void start() throws IOException {
        service = new TestingService(root, NOW);
        key = service.key("acme");
        service.lake.champion(1);
        service.refresh();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** A day and a minute are 86,460 seconds. */
    @Test
    void past_the_hard_limit_no_rate_is_given_until_the_next_month() throws Exception {
        breach("acme", "quotes", "month", MAY, 10_001, "breach");

        HttpResponse<String> response = service.post(key, BODY);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue("86460");
        JsonNode problem = Json.MAPPER.readTree(response.body());
        assertThat(problem.get("type").asText()).isEqualTo("urn:lanehouse:problem:plan-limit");
        assertThat(problem.get("detail").asText())
                .isEqualTo("The plan allows 10,000 quotes a month; 10,001 were used. It begins anew on 2026-06-01.");
        assertThat(service.events.of("quote.priced")).isEmpty();
        assertThat(service.post(service.key("beta"), BODY).statusCode())
                .as("another company")
                .isEqualTo(200);

        service.refreshAt(Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(service.post(key, BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void from_the_soft_limit_on_the_answer_says_so() throws Exception {
        assertThat(service.post(key, BODY).headers().firstValue("lanehouse-plan-limit"))
                .isEmpty();
        breach("acme", "quotes", "month", MAY, 8_000, "warning");

        HttpResponse<String> response = service.post(key, BODY);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("lanehouse-plan-limit"))
                .hasValue("quotes; used=8000; limit=10000; period=month");
    }

    @Test
    void a_month_that_is_over_and_another_feature_limit_nobody() throws Exception {
        breach("acme", "quotes", "month", LocalDate.parse("2026-04-01"), 10_001, "breach");
        breach("acme", "directory_invites", "month", MAY, 10_001, "breach");

        assertThat(service.post(key, BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void past_the_days_bulk_jobs_no_further_job_is_taken_but_an_accepted_one_is_told_again() throws Exception {
        String lanes = "{\"lanes\":[%s]}".formatted(BODY);
        HttpResponse<String> first = bulk("one", lanes);
        assertThat(first.statusCode()).isEqualTo(202);
        breach("acme", "bulk_jobs", "day", LocalDate.parse("2026-05-30"), 10_001, "breach");

        HttpResponse<String> refused = bulk("two", lanes);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).hasValue("60");
        assertThat(bulk("one", lanes).body()).isEqualTo(first.body());
        assertThat(service.post(key, BODY).statusCode()).as("single rates").isEqualTo(200);

        service.refreshAt(Instant.parse("2026-05-31T00:00:00Z"));
        assertThat(bulk("two", lanes).statusCode()).as("the key stayed free").isEqualTo(202);
    }

    private HttpResponse<String> bulk(String idempotencyKey, String body) throws Exception {
        return service.send("POST", "/v1/rates/bulk", key, body, "Idempotency-Key", idempotencyKey);
    }

    /** As Kernel can write it: without what only Spark's writer keeps to. */
    private static TableDeclaration plain(TableDeclaration declared) {
        return new TableDeclaration(
                declared.layer(),
                declared.table(),
                declared.comment(),
                declared.columns(),
                declared.key(),
                WriteMode.APPEND,
                Map.of(),
                List.of());
    }

    private void breach(String company, String feature, String period, LocalDate start, long qty, String status) {
        TableDeclaration declaration = plain(TableCatalog.load().table("gold.usage_breaches"));
        KernelTable.at(root.resolve(declaration.path()))
                .append(
                        declaration,
                        List.of(Map.of(
                                "company_id", company,
                                "feature_key", feature,
                                "period", period,
                                "period_start", start,
                                "qty", qty,
                                "soft_limit", 8_000L,
                                "hard_limit", 10_000L,
                                "status", status,
                                "pct", qty / 100.0)),
                        "test",
                        ++turn);
        service.refresh();
    }
}

package com.lanehouse.scoring;

import static com.lanehouse.scoring.TestingBulkClient.HEADER;
import static com.lanehouse.scoring.TestingBulkClient.LANE;
import static com.lanehouse.scoring.TestingBulkClient.NOWHERE;
import static com.lanehouse.scoring.TestingBulkClient.json;
import static com.lanehouse.scoring.TestingBulkClient.lanes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.KafkaConnection;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One service, two companies, jobs of a few lanes. */
class BulkTest {
    private static final String NONE = "00000000-0000-0000-0000-000000000000";
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    @TempDir
    private Path root;

    private final TestingEvents events = new TestingEvents();
    private final MovableClock clock = new MovableClock();
    private TestingLakeFolder lake;
    private ScoringServer server;
    private TestingBulkClient acme;
    private TestingBulkClient beta;

    @BeforeEach
    void start() {
        lake = new TestingLakeFolder(root);
        lake.champion(1);
        server = serve();
        acme = new TestingBulkClient(server.port(), ApiKeys.create(root, "acme", "smb"));
        beta = new TestingBulkClient(server.port(), ApiKeys.create(root, "beta", "smb"));
    }

    private ScoringServer serve() {
        return ScoringServer.start(
                new ScoringConfig(root, KafkaConnection.of("localhost:9092"), "127.0.0.1", 0, 1_000, Optional.empty()),
                events,
                clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_job_is_accepted_with_its_address_and_the_rows_that_were_not() {
        HttpResponse<String> response = acme.post(lanes(LANE, LANE.replace("van", "boat"), "7"));

        assertThat(response.statusCode()).isEqualTo(202);
        String id = json(response).get("job_id").asText();
        assertThat(response.headers().firstValue("location")).hasValue("/v1/rates/bulk/" + id);
        assertThat(json(response).get("accepted").asInt()).isEqualTo(1);
        assertThat(json(response).get("rejected"))
                .hasToString(
                        "[{\"row\":2,\"field\":\"equipment\",\"reason\":\"equipment must be one of van, reefer, flatbed\"},"
                                + "{\"row\":3,\"field\":\"lane\",\"reason\":\"lane must be an object\"}]");
    }

    @Test
    void progress_counts_rates_and_errors_and_ends_when_all_rows_have_one() {
        String id = acme.accepted(lanes(LANE, NOWHERE, LANE, "7"));

        assertThat(acme.finished(id))
                .hasToString(
                        "{\"job_id\":\"%s\",\"status\":\"done\",\"accepted\":3,\"rejected\":1,\"done\":2,\"failed\":1,\"created_at\":\"2026-05-04T10:00:00Z\",\"finished_at\":\"2026-05-04T10:00:00Z\"}"
                                .formatted(id));
    }

    @Test
    void a_row_is_rated_as_a_single_rate_is() {
        String id = acme.accepted(lanes(LANE));
        acme.finished(id);

        JsonNode rate = json(acme.results(id)).get("rate");

        JsonNode single = json(acme.send(acme.request("/v1/rates")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(LANE))));
        ((ObjectNode) single).set("rate_id", rate.get("rate_id"));
        assertThat(rate).isEqualTo(single);
    }

    @Test
    void results_come_in_the_order_of_rows_with_an_error_where_there_is_no_rate() {
        String id = acme.accepted(lanes(LANE, "7", NOWHERE, LANE));
        acme.finished(id);

        HttpResponse<String> response = acme.results(id);

        assertThat(response.headers().firstValue("content-type")).hasValue("application/x-ndjson");
        assertThat(response.headers().firstValue("lanehouse-results")).hasValue("complete");
        List<JsonNode> lines =
                response.body().lines().map(TestingBulkClient::json).toList();
        assertThat(lines).extracting(line -> line.get("row").asInt()).containsExactly(1, 3, 4);
        assertThat(lines.get(1).get("error"))
                .hasToString(
                        "{\"type\":\"urn:lanehouse:problem:not-ratable\",\"title\":\"The lane cannot be rated\",\"status\":422,\"detail\":\"destination.zip is not a US ZIP code: 00000\",\"field\":\"destination.zip\"}");
    }

    @Test
    void csv_and_json_results_say_the_same() {
        String id = acme.accepted(lanes(LANE, NOWHERE));
        acme.finished(id);

        JsonNode rate =
                json(acme.results(id).body().lines().findFirst().orElseThrow()).get("rate");
        HttpResponse<String> response = acme.results(id, "text/csv");

        assertThat(response.headers().firstValue("content-type")).hasValue("text/csv");
        List<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(response.body()).stream().toList();
        NamedCsvRecord first = rows.getFirst();
        rate.properties().forEach(field -> {
            if (field.getValue().isTextual()
                    || field.getValue().isNumber()
                    || field.getValue().isBoolean()) {
                assertThat(first.getField(field.getKey()))
                        .isEqualTo(field.getValue().asText());
            }
        });
        assertThat(first.getField("cost_p50")).isEqualTo(rate.at("/cost/p50").asText());
        assertThat(first.getField("reasons")).startsWith(rate.at("/reasons/0").asText() + "; ");
        assertThat(rows.get(1).getField("row")).isEqualTo("2");
        assertThat(rows.get(1).getField("error_field")).isEqualTo("destination.zip");
        assertThat(rows.get(1).getField("price")).isEmpty();
    }

    @Test
    void a_body_in_csv_makes_the_same_rates_as_one_in_json() {
        String fromJson = acme.accepted(lanes(LANE));
        HttpResponse<String> accepted =
                acme.post("c", "text/csv; charset=UTF-8", HEADER + "60601,75201,van,2026-05-06,40000\n");
        String fromCsv = json(accepted).get("job_id").asText();

        acme.finished(fromJson);
        acme.finished(fromCsv);
        assertThat(json(acme.results(fromCsv)).at("/rate/price"))
                .isEqualTo(json(acme.results(fromJson)).at("/rate/price"));
    }

    @Test
    void a_rejected_row_of_csv_is_named_by_its_column() {
        HttpResponse<String> response = acme.post(
                "c", "text/csv", HEADER + "6060,75201,van,2026-05-06,\n60601,75201,van,2026-05-06,heavy\n60601\n");

        assertThat(json(response).get("rejected"))
                .hasToString(
                        "[{\"row\":1,\"field\":\"origin_zip\",\"reason\":\"origin_zip must be five digits, or five and four\"},"
                                + "{\"row\":2,\"field\":\"weight_lbs\",\"reason\":\"weight_lbs must be a number\"},"
                                + "{\"row\":3,\"field\":\"row\",\"reason\":\"row has 1 fields, the header line has 5\"}]");
    }

    @Test
    void the_form_of_results_is_the_one_that_is_accepted() {
        String id = acme.accepted(lanes(LANE));
        acme.finished(id);

        Map.of(
                        "text/csv", "text/csv",
                        "application/x-ndjson", "application/x-ndjson",
                        "*/*", "application/x-ndjson",
                        "text/*", "text/csv",
                        "application/x-ndjson;q=0.5, text/csv", "text/csv")
                .forEach((accept, form) -> assertThat(
                                acme.results(id, accept).headers().firstValue("content-type"))
                        .as(accept)
                        .hasValue(form));
    }

    @Test
    void another_form_of_results_there_is_not() {
        String id = acme.accepted(lanes(LANE));

        for (String accept : List.of("application/xml", "image/png, text/html", "text/csv;q=0")) {
            assertProblem(acme.results(id, accept), 406, "Accept");
        }
        assertProblem(acme.results(id, "text"), 400, "Accept");
    }

    @Test
    void results_of_a_job_that_is_not_finished_are_read_only_by_who_says_so() {
        events.fill();
        String id = acme.accepted(lanes(LANE));

        assertProblem(acme.results(id), 409, "partial");
        HttpResponse<String> partial = acme.send("GET", "/v1/rates/bulk/%s/results?partial=true".formatted(id));
        assertThat(partial.statusCode()).isEqualTo(200);
        assertThat(partial.headers().firstValue("lanehouse-results")).hasValue("partial");
        assertProblem(acme.send("GET", "/v1/rates/bulk/%s/results?partial=yes".formatted(id)), 400, "partial");
    }

    @Test
    void no_rate_can_be_read_that_is_not_on_record() throws Exception {
        events.fill();
        String id = acme.accepted(lanes(LANE));
        Thread.sleep(300);

        assertThat(acme.progress(id).get("done").asInt()).isZero();
        assertThat(acme.send("GET", "/v1/rates/bulk/%s/results?partial=true".formatted(id))
                        .body())
                .isEmpty();
    }

    @Test
    void every_rate_is_an_event_and_a_use_and_every_job_is_one() {
        String id = acme.accepted(lanes(LANE, NOWHERE, LANE));
        acme.finished(id);

        List<JsonNode> served = events.of("rate.served");
        assertThat(served).extracting(event -> event.get("id").asText()).containsExactly(id + "/row/1", id + "/row/3");
        JsonNode data = served.getFirst().get("data");
        assertThat(data.fieldNames())
                .toIterable()
                .contains("rate_id", "origin", "destination", "equipment", "pickup_date", "weight_lbs", "price")
                .contains("cost_estimate", "model_version", "latency_ms")
                .doesNotContain("quote_id");
        assertThat(data.get("channel").asText()).isEqualTo("bulk");
        assertThat(data.get("company_id").asText()).isEqualTo("acme");
        assertThat(events.of("usage.recorded"))
                .extracting(event -> event.at("/data/feature_key").asText() + " " + event.at("/data/qty"))
                .containsExactlyInAnyOrder("bulk_jobs 1", "quotes 2");
        assertThat(events.of("quote.priced")).isEmpty();
    }

    @Test
    void the_same_key_and_body_make_one_job_also_after_its_end() {
        HttpResponse<String> first = acme.post("k", lanes(LANE, "7"));
        HttpResponse<String> meanwhile = acme.post("k", lanes(LANE, "7"));
        acme.finished(json(first).get("job_id").asText());
        HttpResponse<String> later = acme.post("k", lanes(LANE, "7"));

        for (HttpResponse<String> again : List.of(meanwhile, later)) {
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.headers().firstValue("location"))
                    .isEqualTo(first.headers().firstValue("location"));
        }
        assertThat(events.of("usage.recorded"))
                .extracting(event -> event.at("/data/feature_key").asText())
                .containsOnlyOnce("bulk_jobs");
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        acme.post("k", lanes(LANE));

        assertProblem(acme.post("k", lanes(LANE, LANE)), 422, "Idempotency-Key");
    }

    @Test
    void a_key_is_forgotten_after_a_day() {
        String first = json(acme.post("k", lanes(LANE))).get("job_id").asText();

        clock.forward(Duration.ofHours(24).minusSeconds(1));
        assertThat(json(acme.post("k", lanes(LANE))).get("job_id").asText()).isEqualTo(first);
        clock.forward(Duration.ofSeconds(1));
        assertThat(json(acme.post("k", lanes(LANE))).get("job_id").asText()).isNotEqualTo(first);
    }

    @Test
    void two_companies_may_take_the_same_key() {
        assertThat(json(acme.post("k", lanes(LANE))).get("job_id"))
                .isNotEqualTo(json(beta.post("k", lanes(LANE))).get("job_id"));
    }

    @Test
    void a_key_is_taken_only_while_the_first_request_with_it_is_being_accepted() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        byte[] body = lanes(LANE).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> acme.post(
                "k", "application/json", BodyPublishers.ofInputStream(() -> new HaltingStream(body, sent, goOn))));
        sent.await();
        HttpResponse<String> second = acme.post("k", lanes(LANE));
        for (int i = 0; i < 100 && second.statusCode() == 202; i++) {
            second = acme.post("k", lanes(LANE));
        }

        assertProblem(second, 409, "Idempotency-Key");
        assertThat(second.headers().firstValue("retry-after")).hasValue("1");
        goOn.countDown();
        assertThat(first.get().statusCode()).isEqualTo(202);
        assertThat(acme.post("k", lanes(LANE)).body()).isEqualTo(first.get().body());
    }

    @Test
    void a_refused_body_leaves_its_key_free() {
        assertProblem(acme.post("k", "{"), 400, null);

        assertThat(acme.post("k", lanes(LANE)).statusCode()).isEqualTo(202);
    }

    @Test
    void without_a_usable_key_nothing_is_accepted() {
        assertProblem(acme.post(null, lanes(LANE)), 400, "Idempotency-Key");
        assertProblem(acme.post("a b", lanes(LANE)), 400, "Idempotency-Key");
        assertProblem(acme.post("", lanes(LANE)), 400, "Idempotency-Key");
        assertProblem(acme.post("k".repeat(256), lanes(LANE)), 400, "Idempotency-Key");
        assertThat(acme.post("k".repeat(255), lanes(LANE)).statusCode()).isEqualTo(202);
    }

    @Test
    void another_company_s_job_is_none() {
        String id = acme.accepted(lanes(LANE));

        for (String call : List.of("GET ", "DELETE ", "GET /results", "GET /results?partial=true")) {
            String[] words = call.split(" ", -1);
            HttpResponse<String> response = beta.send(words[0], "/v1/rates/bulk/" + id + words[1]);

            assertProblem(response, 404, "id");
            assertThat(response.body())
                    .as("as of a job that never was")
                    .isEqualTo(beta.send(words[0], "/v1/rates/bulk/" + NONE + words[1])
                            .body());
        }
        assertThat(acme.finished(id).get("status").asText()).isEqualTo("done");
    }

    @Test
    void what_is_no_id_names_no_job() {
        for (String id : List.of("x", "%00", "..%2F..", NONE + "g")) {
            assertThat(acme.send("GET", "/v1/rates/bulk/" + id).statusCode())
                    .as(id)
                    .isEqualTo(404);
        }
    }

    @Test
    void without_an_api_key_nothing_is_answered() {
        TestingBulkClient nobody = new TestingBulkClient(server.port(), "lh_wrong");
        for (String call : List.of("POST ", "GET /x", "DELETE /x", "GET /x/results")) {
            String[] words = call.split(" ", -1);
            assertProblem(nobody.send(words[0], "/v1/rates/bulk" + words[1]), 401, null);
        }
    }

    @Test
    void other_methods_are_told_which_there_are() {
        Map.of(
                        "GET ", "POST",
                        "PUT ", "POST",
                        "POST /x", "GET, DELETE",
                        "PUT /x/results", "GET",
                        "DELETE /x/results", "GET")
                .forEach((call, allowed) -> {
                    String[] words = call.split(" ", -1);
                    HttpResponse<String> response = acme.send(words[0], "/v1/rates/bulk" + words[1]);
                    assertProblem(response, 405, null);
                    assertThat(response.headers().firstValue("allow")).as(call).hasValue(allowed);
                });
    }

    @Test
    void a_cancelled_job_ends_at_once_and_may_be_cancelled_again() {
        String id = acme.accepted(lanes(50_000, "2026-05-06"));

        JsonNode cancelled = json(acme.send("DELETE", "/v1/rates/bulk/" + id));
        JsonNode again = json(acme.send("DELETE", "/v1/rates/bulk/" + id));

        assertThat(cancelled.get("status").asText()).isEqualTo("cancelled");
        assertThat(cancelled.get("done").asInt()).isLessThan(50_000);
        assertThat(again.get("finished_at")).isEqualTo(cancelled.get("finished_at"));
        HttpResponse<String> results = acme.results(id);
        assertThat(results.headers().firstValue("lanehouse-results")).hasValue("partial");
    }

    @Test
    void a_job_that_is_done_stays_so_when_it_is_cancelled() {
        String id = acme.accepted(lanes(LANE));
        acme.finished(id);

        assertThat(json(acme.send("DELETE", "/v1/rates/bulk/" + id))
                        .get("status")
                        .asText())
                .isEqualTo("done");
    }

    @Test
    void a_small_job_of_another_company_does_not_wait_for_the_end_of_a_large_one() {
        String large = acme.accepted(lanes(50_000, "2026-05-06"));
        String small = beta.accepted(lanes(LANE));

        beta.finished(small);

        assertThat(acme.progress(large).get("status").asText()).isEqualTo("running");
        acme.send("DELETE", "/v1/rates/bulk/" + large);
    }

    @Test
    void a_job_with_nothing_but_rejected_rows_is_done() {
        String id = acme.accepted(lanes("7"));

        assertThat(acme.finished(id).get("status").asText()).isEqualTo("done");
        assertThat(acme.results(id).body()).isEmpty();
    }

    @Test
    void results_are_kept_for_a_week() {
        String id = acme.accepted(lanes(LANE));
        acme.finished(id);

        clock.forward(Duration.ofDays(7));
        again();
        assertThat(acme.results(id).statusCode()).isEqualTo(200);
        clock.forward(Duration.ofMillis(1));
        again();
        for (int i = 0; i < 100 && acme.results(id).statusCode() == 200; i++) {
            TestingBulkClient.pause();
        }
        assertThat(acme.results(id).statusCode()).isEqualTo(404);
    }

    /** Another service on the same lake. */
    private void again() {
        server.close();
        server = serve();
        acme = new TestingBulkClient(server.port(), acme.key());
    }

    @Test
    void metrics_tell_of_jobs_and_rows() {
        String id = acme.accepted(lanes(LANE, NOWHERE, LANE));
        acme.finished(id);

        assertThat(acme.send("GET", "/metrics").body().lines())
                .contains(
                        "lanehouse_bulk_jobs_running 0.0",
                        "lanehouse_bulk_jobs_waiting 0.0",
                        "lanehouse_bulk_rows_total{outcome=\"rate\"} 2.0",
                        "lanehouse_bulk_rows_total{outcome=\"error\"} 1.0",
                        "lanehouse_http_request_seconds_count{route=\"/v1/rates/bulk\",status=\"202\"} 1");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String field) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(json(response).get("status").asInt()).isEqualTo(status);
        assertThat(json(response).path("field").asText(null)).isEqualTo(field);
    }

    /** Stands until it is moved. */
    private static final class MovableClock extends Clock {
        private volatile Instant now = NOW;

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    /** Sends half of a body and waits. */
    private static final class HaltingStream extends InputStream {
        private final ByteArrayInputStream body;
        private final int half;
        private final CountDownLatch sent;
        private final CountDownLatch goOn;

        HaltingStream(byte[] body, CountDownLatch sent, CountDownLatch goOn) {
            this.body = new ByteArrayInputStream(body);
            this.half = body.length / 2;
            this.sent = sent;
            this.goOn = goOn;
        }

        @Override
        public int read() {
            if (body.available() == half) {
                sent.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return body.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            int read = read();
            if (read < 0) {
                return -1;
            }
            bytes[from] = (byte) read;
            return 1;
        }
    }
}

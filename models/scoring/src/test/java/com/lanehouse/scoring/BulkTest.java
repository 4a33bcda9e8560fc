package com.lanehouse.scoring;

import static com.lanehouse.scoring.TestingBulkClient.HEADER;
import static com.lanehouse.scoring.TestingBulkClient.LANE;
import static com.lanehouse.scoring.TestingBulkClient.NOWHERE;
import static com.lanehouse.scoring.TestingBulkClient.assertProblem;
import static com.lanehouse.scoring.TestingBulkClient.json;
import static com.lanehouse.scoring.TestingBulkClient.lanes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of a few lanes: accepted, rated, cancelled, recorded. */
class BulkTest {
    private static final String NONE = "00000000-0000-0000-0000-000000000000";

    @TempDir
    private Path root;

    private TestingBulkService service;

    @BeforeEach
    void start() {
        service = TestingBulkService.start(root);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void a_job_is_accepted_with_its_address_and_the_rows_that_were_not() {
        HttpResponse<String> response = service.acme().post(lanes(LANE, LANE.replace("van", "boat"), "7"));

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
        String id = service.acme().accepted(lanes(LANE, NOWHERE, LANE, "7"));

        assertThat(service.acme().finished(id))
                .hasToString(
                        "{\"job_id\":\"%s\",\"status\":\"done\",\"accepted\":3,\"rejected\":1,\"done\":2,\"failed\":1,\"created_at\":\"2026-05-04T10:00:00Z\",\"finished_at\":\"2026-05-04T10:00:00Z\"}"
                                .formatted(id));
    }

    @Test
    void a_body_in_csv_makes_the_same_rates_as_one_in_json() {
        String fromJson = service.acme().accepted(lanes(LANE));
        HttpResponse<String> accepted =
                service.acme().post("c", "text/csv; charset=UTF-8", HEADER + "60601,75201,van,2026-05-06,40000\n");
        String fromCsv = json(accepted).get("job_id").asText();

        service.acme().finished(fromJson);
        service.acme().finished(fromCsv);
        assertThat(json(service.acme().results(fromCsv)).at("/rate/price"))
                .isEqualTo(json(service.acme().results(fromJson)).at("/rate/price"));
    }

    @Test
    void a_rejected_row_of_csv_is_named_by_its_column() {
        HttpResponse<String> response = service.acme()
                .post(
                        "c",
                        "text/csv",
                        HEADER + "6060,75201,van,2026-05-06,\n60601,75201,van,2026-05-06,heavy\n60601\n");

        assertThat(json(response).get("rejected"))
                .hasToString(
                        "[{\"row\":1,\"field\":\"origin_zip\",\"reason\":\"origin_zip must be five digits, or five and four\"},"
                                + "{\"row\":2,\"field\":\"weight_lbs\",\"reason\":\"weight_lbs must be a number\"},"
                                + "{\"row\":3,\"field\":\"row\",\"reason\":\"row has 1 fields, the header line has 5\"}]");
    }

    @Test
    void every_rate_is_an_event_and_a_use_and_every_job_is_one() {
        String id = service.acme().accepted(lanes(LANE, NOWHERE, LANE));
        service.acme().finished(id);

        List<JsonNode> served = service.events().of("rate.served");
        assertThat(served).extracting(event -> event.get("id").asText()).containsExactly(id + "/row/1", id + "/row/3");
        JsonNode data = served.getFirst().get("data");
        assertThat(data.fieldNames())
                .toIterable()
                .contains("rate_id", "origin", "destination", "equipment", "pickup_date", "weight_lbs", "price")
                .contains("cost_estimate", "model_version", "latency_ms")
                .doesNotContain("quote_id");
        assertThat(data.get("channel").asText()).isEqualTo("bulk");
        assertThat(data.get("company_id").asText()).isEqualTo("acme");
        assertThat(service.events().of("usage.recorded"))
                .extracting(event -> event.at("/data/feature_key").asText() + " " + event.at("/data/qty"))
                .containsExactlyInAnyOrder("bulk_jobs 1", "quotes 2");
        assertThat(service.events().of("quote.priced")).isEmpty();
    }

    @Test
    void another_company_s_job_is_none() {
        String id = service.acme().accepted(lanes(LANE));

        for (String call : List.of("GET ", "DELETE ", "GET /results", "GET /results?partial=true")) {
            String[] words = call.split(" ", -1);
            HttpResponse<String> response = service.beta().send(words[0], "/v1/rates/bulk/" + id + words[1]);

            assertProblem(response, 404, "id");
            assertThat(response.body())
                    .as("as of a job that never was")
                    .isEqualTo(service.beta()
                            .send(words[0], "/v1/rates/bulk/" + NONE + words[1])
                            .body());
        }
        assertThat(service.acme().finished(id).get("status").asText()).isEqualTo("done");
    }

    @Test
    void what_is_no_id_names_no_job() {
        for (String id : List.of("x", "%00", "..%2F..", NONE + "g")) {
            assertThat(service.acme().send("GET", "/v1/rates/bulk/" + id).statusCode())
                    .as(id)
                    .isEqualTo(404);
        }
    }

    @Test
    void without_an_api_key_nothing_is_answered() {
        TestingBulkClient nobody = new TestingBulkClient(service.port(), "lh_wrong");
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
                    HttpResponse<String> response = service.acme().send(words[0], "/v1/rates/bulk" + words[1]);
                    assertProblem(response, 405, null);
                    assertThat(response.headers().firstValue("allow")).as(call).hasValue(allowed);
                });
    }

    @Test
    void a_cancelled_job_ends_at_once_and_may_be_cancelled_again() {
        String id = service.acme().accepted(lanes(50_000, "2026-05-06"));

        JsonNode cancelled = json(service.acme().send("DELETE", "/v1/rates/bulk/" + id));
        JsonNode again = json(service.acme().send("DELETE", "/v1/rates/bulk/" + id));

        assertThat(cancelled.get("status").asText()).isEqualTo("cancelled");
        assertThat(cancelled.get("done").asInt()).isLessThan(50_000);
        assertThat(again.get("finished_at")).isEqualTo(cancelled.get("finished_at"));
        HttpResponse<String> results = service.acme().results(id);
        assertThat(results.headers().firstValue("lanehouse-results")).hasValue("partial");
    }

    @Test
    void a_job_that_is_done_stays_so_when_it_is_cancelled() {
        String id = service.acme().accepted(lanes(LANE));
        service.acme().finished(id);

        assertThat(json(service.acme().send("DELETE", "/v1/rates/bulk/" + id))
                        .get("status")
                        .asText())
                .isEqualTo("done");
    }

    @Test
    void a_small_job_of_another_company_does_not_wait_for_the_end_of_a_large_one() {
        String large = service.acme().accepted(lanes(50_000, "2026-05-06"));
        String small = service.beta().accepted(lanes(LANE));

        service.beta().finished(small);

        assertThat(service.acme().progress(large).get("status").asText()).isEqualTo("running");
        service.acme().send("DELETE", "/v1/rates/bulk/" + large);
    }

    @Test
    void a_job_with_nothing_but_rejected_rows_is_done() {
        String id = service.acme().accepted(lanes("7"));

        assertThat(service.acme().finished(id).get("status").asText()).isEqualTo("done");
        assertThat(service.acme().results(id).body()).isEmpty();
    }

    @Test
    void metrics_tell_of_jobs_and_rows() {
        String id = service.acme().accepted(lanes(LANE, NOWHERE, LANE));
        service.acme().finished(id);

        assertThat(service.acme().send("GET", "/metrics").body().lines())
                .contains(
                        "lanehouse_bulk_jobs_running 0.0",
                        "lanehouse_bulk_jobs_waiting 0.0",
                        "lanehouse_bulk_rows_total{outcome=\"rate\"} 2.0",
                        "lanehouse_bulk_rows_total{outcome=\"error\"} 1.0",
                        "lanehouse_http_request_seconds_count{route=\"/v1/rates/bulk\",status=\"202\"} 1");
    }
}

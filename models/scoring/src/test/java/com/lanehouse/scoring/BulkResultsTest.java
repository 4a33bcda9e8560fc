package com.lanehouse.scoring;

import static com.lanehouse.scoring.TestingBulkClient.LANE;
import static com.lanehouse.scoring.TestingBulkClient.NOWHERE;
import static com.lanehouse.scoring.TestingBulkClient.assertProblem;
import static com.lanehouse.scoring.TestingBulkClient.json;
import static com.lanehouse.scoring.TestingBulkClient.lanes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a finished job is good for. */
class BulkResultsTest {
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
    void a_row_is_rated_as_a_single_rate_is() {
        String id = service.acme().accepted(lanes(LANE));
        service.acme().finished(id);

        JsonNode rate = json(service.acme().results(id)).get("rate");

        JsonNode single = json(service.acme()
                .send(service.acme()
                        .request("/v1/rates")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(LANE))));
        ((ObjectNode) single).set("rate_id", rate.get("rate_id"));
        assertThat(rate).isEqualTo(single);
    }

    @Test
    void results_come_in_the_order_of_rows_with_an_error_where_there_is_no_rate() {
        String id = service.acme().accepted(lanes(LANE, "7", NOWHERE, LANE));
        service.acme().finished(id);

        HttpResponse<String> response = service.acme().results(id);

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
        String id = service.acme().accepted(lanes(LANE, NOWHERE));
        service.acme().finished(id);

        JsonNode rate = json(service.acme()
                        .results(id)
                        .body()
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .get("rate");
        HttpResponse<String> response = service.acme().results(id, "text/csv");

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
    void the_form_of_results_is_the_one_that_is_accepted() {
        String id = service.acme().accepted(lanes(LANE));
        service.acme().finished(id);

        Map.of(
                        "text/csv", "text/csv",
                        "application/x-ndjson", "application/x-ndjson",
                        "*/*", "application/x-ndjson",
                        "text/*", "text/csv",
                        "application/x-ndjson;q=0.5, text/csv", "text/csv")
                .forEach((accept, form) -> assertThat(
                                service.acme().results(id, accept).headers().firstValue("content-type"))
                        .as(accept)
                        .hasValue(form));
    }

    @Test
    void another_form_of_results_there_is_not() {
        String id = service.acme().accepted(lanes(LANE));

        for (String accept : List.of("application/xml", "image/png, text/html", "text/csv;q=0")) {
            assertProblem(service.acme().results(id, accept), 406, "Accept");
        }
        assertProblem(service.acme().results(id, "text"), 400, "Accept");
    }

    @Test
    void results_of_a_job_that_is_not_finished_are_read_only_by_who_says_so() {
        service.events().fill();
        String id = service.acme().accepted(lanes(LANE));

        assertProblem(service.acme().results(id), 409, "partial");
        HttpResponse<String> partial =
                service.acme().send("GET", "/v1/rates/bulk/%s/results?partial=true".formatted(id));
        assertThat(partial.statusCode()).isEqualTo(200);
        assertThat(partial.headers().firstValue("lanehouse-results")).hasValue("partial");
        assertProblem(
                service.acme().send("GET", "/v1/rates/bulk/%s/results?partial=yes".formatted(id)), 400, "partial");
    }

    @Test
    void no_rate_can_be_read_that_is_not_on_record() throws Exception {
        service.events().fill();
        String id = service.acme().accepted(lanes(LANE));
        for (int i = 0; i < 200 && chunks("chunk = 1 AND state = 'rated'") == 0; i++) {
            TestingBulkClient.pause();
        }

        assertThat(chunks("chunk = 1 AND state = 'rated'"))
                .as("rated, and not yet on record")
                .isOne();
        assertThat(service.acme().progress(id).get("done").asInt()).isZero();
        assertThat(service.acme()
                        .send("GET", "/v1/rates/bulk/%s/results?partial=true".formatted(id))
                        .body())
                .isEmpty();
    }

    /** Of two chunks of 500 rows the second cannot be read. */
    @Test
    void results_that_break_off_do_not_look_complete() throws Exception {
        String id =
                service.acme().accepted(lanes(Collections.nCopies(1_000, LANE).toArray(String[]::new)));
        service.acme().finished(id);
        assertThat(service.acme().results(id).body().lines()).hasSize(1_000);
        change("UPDATE bulk_chunks SET results = x'00' WHERE chunk = 2");

        assertThatThrownBy(() -> service.acme().results(id)).hasRootCauseInstanceOf(IOException.class);
    }

    private int chunks(String where) throws SQLException {
        try (Connection connection = database();
                ResultSet count =
                        connection.createStatement().executeQuery("SELECT count(*) FROM bulk_chunks WHERE " + where)) {
            return count.getInt(1);
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database()) {
            connection.createStatement().executeUpdate(sql);
        }
    }

    private Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + root.resolve("_service/bulk.db"));
    }

    @Test
    void results_are_kept_for_a_week() {
        String id = service.acme().accepted(lanes(LANE));
        service.acme().finished(id);

        service.clock().forward(Duration.ofDays(7));
        service.restart();
        assertThat(service.acme().results(id).statusCode()).isEqualTo(200);
        service.clock().forward(Duration.ofMillis(1));
        service.restart();
        for (int i = 0; i < 100 && service.acme().results(id).statusCode() == 200; i++) {
            TestingBulkClient.pause();
        }
        assertThat(service.acme().results(id).statusCode()).isEqualTo(404);
    }
}

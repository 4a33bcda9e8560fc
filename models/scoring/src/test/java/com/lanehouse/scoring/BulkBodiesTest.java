package com.lanehouse.scoring;

import static com.lanehouse.scoring.TestingBulkClient.HEADER;
import static com.lanehouse.scoring.TestingBulkClient.LANE;
import static com.lanehouse.scoring.TestingBulkClient.json;
import static com.lanehouse.scoring.TestingBulkClient.lanes;
import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.KafkaConnection;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and worse send; the service has 2 GiB here, but a body never needs more than a few MiB. */
class BulkBodiesTest {
    private static final String ROW = "60601,75201,van,2026-05-06,40000\n";
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private static Path root;

    private static ScoringServer server;
    private static TestingBulkClient client;

    @BeforeAll
    static void start() {
        // Without a champion: jobs are accepted and wait.
        server = ScoringServer.start(
                new ScoringConfig(root, KafkaConnection.of("localhost:9092"), "127.0.0.1", 0, 1_000, Optional.empty()),
                new TestingEvents(),
                Clock.fixed(Instant.parse("2026-05-04T10:00:00Z"), ZoneOffset.UTC));
        client = new TestingBulkClient(server.port(), ApiKeys.create(root, "acme", "smb"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void never_a_failure_of_the_service() {
        assertThat(client.send("GET", "/metrics").body()).doesNotContain("status=\"500\"");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongBodies")
    void a_body_that_cannot_be_read_is_refused_as_a_whole(String what, String type, String body, String field) {
        HttpResponse<String> response = client.post(UUID.randomUUID().toString(), type, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(json(response).path("field").asText(null)).isEqualTo(field);
        assertThat(json(response).get("detail").asText()).isNotBlank().hasSizeLessThan(500);
    }

    static Stream<Arguments> wrongBodies() {
        String json = "application/json";
        String csv = "text/csv";
        return Stream.of(
                Arguments.of("nothing", json, "", null),
                Arguments.of("no object", json, "[]", null),
                Arguments.of("not JSON", json, "hello", null),
                Arguments.of("no lanes", json, "{}", "lanes"),
                Arguments.of("lanes are no array", json, "{\"lanes\":{}}", "lanes"),
                Arguments.of("lanes are none", json, "{\"lanes\":[]}", "lanes"),
                Arguments.of("lanes twice", json, "{\"lanes\":[" + LANE + "],\"lanes\":[]}", null),
                Arguments.of("ends early", json, "{\"lanes\":[" + LANE, null),
                Arguments.of("goes on", json, lanes(LANE) + "{}", null),
                Arguments.of(
                        "a field twice", json, lanes(LANE.replace("\"van\"", "\"van\",\"equipment\":\"van\"")), null),
                Arguments.of("not a number", json, lanes(LANE.replace("40000", "NaN")), null),
                Arguments.of("a raw NUL", json, lanes(LANE.replace("van", "v\0n")), null),
                Arguments.of("deep", json, lanes("[".repeat(5_000)), null),
                Arguments.of("deep in a lane", json, lanes(LANE.replace("\"van\"", "[".repeat(5_000))), null),
                Arguments.of("a huge field", json, lanes(LANE.replace("van", "v".repeat(MEBIBYTE))), null),
                Arguments.of("a huge name", json, lanes(LANE.replace("weight_lbs", "v".repeat(MEBIBYTE))), null),
                Arguments.of("many fields", json, "{\"lanes\":[{" + names() + "}]}", null),
                Arguments.of("many fields outside", json, "{" + names() + "}", null),
                Arguments.of("nothing", csv, "", null),
                Arguments.of("a header only", csv, HEADER, "lanes"),
                Arguments.of("not CSV", csv, "\0\1\2hello", "equipment"),
                Arguments.of("JSON as CSV", csv, lanes(LANE), null),
                Arguments.of("CSV as JSON", json, HEADER + ROW, null),
                Arguments.of("a column missing", csv, HEADER.replace("pickup_date", "date") + ROW, "pickup_date"),
                Arguments.of("no destination", csv, HEADER.replace("destination_zip", "to") + ROW, "destination_zip"),
                Arguments.of("a column twice", csv, HEADER.replace("weight_lbs", " Equipment ") + ROW, "equipment"),
                Arguments.of("an open quote", csv, HEADER + "\"60601,75201,van,2026-05-06,40000\n", null),
                Arguments.of("text after a quote", csv, HEADER + "\"60601\"x,75201,van,2026-05-06,40000\n", null),
                Arguments.of("a huge field", csv, HEADER + "6".repeat(MEBIBYTE) + ROW, null),
                Arguments.of("many fields", csv, HEADER + ",".repeat(MEBIBYTE) + ROW, null));
    }

    private static String names() {
        return Stream.iterate(0, i -> i < 20_000, i -> i + 1)
                .map(i -> "\"f%d\":1".formatted(i))
                .reduce((all, next) -> all.length() < 100_000 ? all + "," + next : all)
                .orElseThrow();
    }

    @Test
    void a_client_that_goes_away_in_the_middle_leaves_its_key_free() throws Exception {
        for (String length : List.of("Content-Length: 1000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n40\r\n")) {
            String key = "gone-" + length.length();
            try (Socket socket = new Socket("127.0.0.1", client.port())) {
                socket.getOutputStream()
                        .write(
                                ("POST /v1/rates/bulk HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nIdempotency-Key: %s\r\n%s{\"lanes\":["
                                                .formatted(client.key(), key, length))
                                        .getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                Thread.sleep(100);
            }
            HttpResponse<String> response = client.post(key, lanes("7"));
            for (int i = 0; i < 100 && response.statusCode() == 409; i++) {
                TestingBulkClient.pause();
                response = client.post(key, lanes("7"));
            }
            assertThat(response.statusCode()).isEqualTo(202);
        }
    }

    @Test
    void csv_that_is_not_utf_8_is_refused() {
        byte[] latin = (HEADER + "60601,75201,v\u00e4n,2026-05-06,\n").getBytes(StandardCharsets.ISO_8859_1);

        HttpResponse<String> response = client.post("latin", "text/csv", BodyPublishers.ofByteArray(latin));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("detail").asText()).contains("not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/csv; charset=iso-8859-1", "text/plain", ";"})
    void another_media_type_is_refused(String type) {
        HttpResponse<String> response = client.post("k", type, HEADER + ROW);

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(json(response).get("field").asText()).isEqualTo("Content-Type");
    }

    @Test
    void a_compressed_body_is_refused() {
        HttpResponse<String> response = client.send(client.request("/v1/rates/bulk")
                .header("Idempotency-Key", "k")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("x")));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("type").asText()).endsWith("unreadable-request");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongRows")
    void a_row_that_cannot_be_read_is_rejected_and_the_others_are_not(String what, String row, String field) {
        String type = row.startsWith("{") || row.length() < 10 ? "application/json" : "text/csv";
        String body = type.equals("text/csv") ? HEADER + ROW + row + ROW : lanes(LANE, row, LANE);

        HttpResponse<String> response = client.post(UUID.randomUUID().toString(), type, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        assertThat(json(response).get("accepted").asInt()).isEqualTo(2);
        assertThat(json(response).get("rejected")).hasSize(1);
        assertThat(json(response).at("/rejected/0/row").asInt()).isEqualTo(2);
        assertThat(json(response).at("/rejected/0/field").asText()).isEqualTo(field);
        assertThat(json(response).at("/rejected/0/reason").asText()).startsWith(field + " ");
    }

    static Stream<Arguments> wrongRows() {
        return Stream.of(
                Arguments.of("a number", "7", "lane"),
                Arguments.of("null", "null", "lane"),
                Arguments.of("an array", "[[{}]]", "lane"),
                Arguments.of("empty", "{}", "origin"),
                Arguments.of("a place as text", LANE.replace("{\"zip\":\"60601\"}", "\"60601\""), "origin"),
                Arguments.of("a ZIP code as number", LANE.replace("\"60601\"", "60601"), "origin.zip"),
                Arguments.of("a ZIP code as object", LANE.replace("\"60601\"", "{\"a\":{}}"), "origin.zip"),
                Arguments.of("equipment as array", LANE.replace("\"van\"", "[\"van\"]"), "equipment"),
                Arguments.of("no such day", LANE.replace("05-06", "02-30"), "pickup_date"),
                Arguments.of("a far day", LANE.replace("2026", "2036"), "pickup_date"),
                Arguments.of("a weight as text", LANE.replace("40000", "\"40000\""), "weight_lbs"),
                Arguments.of("an endless weight", LANE.replace("40000", "1e400"), "weight_lbs"),
                Arguments.of("a field too many", "60601,75201,van,2026-05-06,40000,x\n", "row"),
                Arguments.of("a field too few", "60601,75201,van,2026-05-06\n", "row"),
                Arguments.of("a NUL", "60601,75201,va\0n,2026-05-06,40000\n", "equipment"),
                Arguments.of("a line in a field", "60601,75201,\"va\nn\",2026-05-06,40000\n", "equipment"),
                Arguments.of("no origin", ",75201,van,2026-05-06,40000\n", "origin_zip"),
                Arguments.of("a weight in words", "60601,75201,van,2026-05-06,heavy\n", "weight_lbs"),
                Arguments.of("a formula", "=1+1,75201,van,2026-05-06,40000\n", "origin_zip"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("csvDialects")
    void csv_is_read_as_spreadsheets_write_it(String what, String body) {
        HttpResponse<String> response = client.post(UUID.randomUUID().toString(), "text/csv", body);

        assertThat(response.body()).contains("\"accepted\":2,\"rejected\":[]");
    }

    static Stream<Arguments> csvDialects() {
        return Stream.of(
                Arguments.of("a byte order mark", "\uFEFF" + HEADER + ROW + ROW),
                Arguments.of("CRLF", (HEADER + ROW + ROW).replace("\n", "\r\n")),
                Arguments.of("no last line end", HEADER + ROW + ROW.strip()),
                Arguments.of("blank lines", HEADER + "\n" + ROW + "\n\n" + ROW),
                Arguments.of("quotes", HEADER + ROW + "\"60601\",\"75201\",\"van\",\"2026-05-06\",\"\"\n"),
                Arguments.of("names in capitals", HEADER.toUpperCase(java.util.Locale.ROOT) + ROW + ROW),
                Arguments.of(
                        "other columns and another order",
                        "note,pickup_date,equipment,destination_area,origin_area,origin_zip\n\"a \"\"b\"\", c\",2026-05-06,van,606,752,\n,2026-05-06,van,606,,75201\n"));
    }

    @Test
    void a_hundred_thousand_rows_are_accepted_and_one_more_is_too_many() {
        String most = HEADER + ROW.repeat(100_000);

        assertThat(client.post("most", "text/csv", most).body()).contains("\"accepted\":100000,\"rejected\":[]");
        assertThat(client.post("more", "text/csv", most + ROW).statusCode()).isEqualTo(413);
        assertThat(client.post("json", lanes(Collections.nCopies(100_001, "7").toArray(String[]::new)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_hundred_thousand_rejected_rows_are_all_told() {
        HttpResponse<String> response = client.post(
                "bad", "text/csv", HEADER + ROW.replace("van", "boat").repeat(100_000));

        assertThat(json(response).get("rejected")).hasSize(100_000);
        assertThat(json(response).get("accepted").asInt()).isZero();
    }

    @Test
    void more_than_32_mebibytes_are_refused_whether_or_not_the_length_was_said_before() {
        byte[] spaces = " ".repeat(MEBIBYTE).getBytes(StandardCharsets.UTF_8);
        List<InputStream> body = Stream.concat(
                        Stream.of(lanes(LANE).getBytes(StandardCharsets.UTF_8)),
                        Collections.nCopies(33, spaces).stream())
                .<InputStream>map(java.io.ByteArrayInputStream::new)
                .toList();

        HttpResponse<String> said = client.post("said", "application/json", lanes(LANE) + " ".repeat(33 * MEBIBYTE));
        HttpResponse<String> unsaid = client.post(
                "unsaid",
                "application/json",
                BodyPublishers.ofInputStream(() -> new SequenceInputStream(Collections.enumeration(body))));

        for (HttpResponse<String> response : List.of(said, unsaid)) {
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        }
    }
}

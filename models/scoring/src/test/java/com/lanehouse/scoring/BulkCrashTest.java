package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of a job. */
@Tag("product")
class BulkCrashTest {
    private static final int ROWS = 20_000;

    @TempDir
    private Path root;

    @Test
    void every_row_has_one_result_and_one_event_though_the_process_is_killed_twice() {
        new TestingLakeFolder(root).champion(1);
        String key = ApiKeys.create(root, "acme", "smb");
        String body = TestingBulkClient.lanes(
                ROWS, LocalDate.now(ZoneOffset.UTC).plusDays(2).toString());
        String id;
        int atFirst;
        try (TestingServiceProcess first = TestingServiceProcess.start(root, Map.of())) {
            TestingBulkClient client = new TestingBulkClient(first.port(), key);
            id = TestingBulkClient.json(client.post("k", body)).get("job_id").asText();
            atFirst = killedInTheMiddle(first, client, id, 0);
        }
        try (TestingServiceProcess second = TestingServiceProcess.start(root, Map.of())) {
            killedInTheMiddle(second, new TestingBulkClient(second.port(), key), id, atFirst);
        }
        try (TestingServiceProcess third = TestingServiceProcess.start(root, Map.of())) {
            TestingBulkClient client = new TestingBulkClient(third.port(), key);

            JsonNode end = client.finished(id);

            assertThat(end.get("status").asText()).isEqualTo("done");
            assertThat(end.get("done").asInt()).isEqualTo(ROWS);
            HttpResponse<String> results = client.results(id);
            assertThat(results.headers().firstValue("lanehouse-results")).hasValue("complete");
            assertThat(results.body()
                            .lines()
                            .map(line -> TestingBulkClient.json(line).get("row").asInt())
                            .toList())
                    .isEqualTo(IntStream.rangeClosed(1, ROWS).boxed().toList());
            assertThat(TestingBulkClient.json(client.post("k", body))
                            .get("job_id")
                            .asText())
                    .as("the same request again")
                    .isEqualTo(id);
            assertEvents(results.body());
        }
    }

    private static int killedInTheMiddle(
            TestingServiceProcess service, TestingBulkClient client, String id, int before) {
        JsonNode progress = client.progress(id);
        while (progress.get("done").asInt() <= before) {
            // Not more often than a key may ask.
            TestingBulkClient.pause();
            progress = client.progress(id);
        }
        service.kill();
        assertThat(progress.get("done").asInt()).isBetween(1, ROWS - 1);
        return progress.get("done").asInt();
    }

    /** What was sent twice has the same id, so that ingest drops it, and tells the same as its result. */
    private void assertEvents(String results) {
        List<JsonNode> events = TestingServiceProcess.spooled(root);
        List<JsonNode> served = distinct(events, "rate.served");
        assertThat(served).hasSize(ROWS);
        assertThat(served.stream().map(event -> event.at("/data/rate_id").asText()))
                .containsExactlyInAnyOrderElementsOf(results.lines()
                        .map(line ->
                                TestingBulkClient.json(line).at("/rate/rate_id").asText())
                        .toList());
        List<JsonNode> used = distinct(events, "usage.recorded");
        assertThat(used.stream()
                        .filter(event -> event.at("/data/feature_key").asText().equals("quotes"))
                        .mapToInt(event -> event.at("/data/qty").asInt())
                        .sum())
                .isEqualTo(ROWS);
        assertThat(used)
                .filteredOn(event -> event.at("/data/feature_key").asText().equals("bulk_jobs"))
                .hasSize(1);
    }

    /** The first of each id, as ingest keeps them. */
    private static List<JsonNode> distinct(List<JsonNode> events, String type) {
        return List.copyOf(events.stream()
                .filter(event -> event.get("type").asText().equals(type))
                .collect(java.util.stream.Collectors.toMap(
                        event -> event.get("id").asText(),
                        event -> event,
                        (first, again) -> {
                            assertThat(again).isEqualTo(first);
                            return first;
                        },
                        java.util.LinkedHashMap::new))
                .values());
    }
}

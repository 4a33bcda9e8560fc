package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that share a PostgreSQL database, which asks for a password. */
@Tag("product")
class BulkPostgresTest {
    private static final int ROWS = 20_000;

    @TempDir
    private Path root;

    @Test
    void two_processes_rate_every_row_once_though_one_of_them_is_killed() {
        String database = TestingPostgres.database();
        new TestingLakeFolder(root).champion(1);
        String key = ApiKeys.create(root, "acme", "smb");
        String body = TestingBulkClient.lanes(
                ROWS, LocalDate.now(ZoneOffset.UTC).plusDays(2).toString());
        try (TestingServiceProcess one =
                        service(database, Map.of("LANEHOUSE_DATABASE_PASSWORD", TestingPostgres.PASSWORD));
                TestingServiceProcess other =
                        service(database, Map.of("PGPASSFILE", passwordFile().toString()))) {
            TestingBulkClient client = new TestingBulkClient(one.port(), key);
            String id = client.accepted(body);
            while (client.progress(id).get("done").asInt() == 0) {
                TestingBulkClient.pause();
            }
            TestingBulkClient elsewhere = new TestingBulkClient(other.port(), key);
            while (rows(elsewhere) == 0) {
                TestingBulkClient.pause();
            }
            one.kill();

            JsonNode end = elsewhere.finished(id);

            assertThat(end.get("status").asText()).isEqualTo("done");
            assertThat(end.get("done").asInt()).isEqualTo(ROWS);
            HttpResponse<String> results = elsewhere.results(id);
            assertThat(results.body()
                            .lines()
                            .map(line -> TestingBulkClient.json(line).get("row").asInt())
                            .toList())
                    .isEqualTo(IntStream.rangeClosed(1, ROWS).boxed().toList());
            assertThat(served(TestingServiceProcess.spooled(root))).hasSize(ROWS);
        }
    }

    private static double rows(TestingBulkClient client) {
        return client.send("GET", "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("lanehouse_bulk_rows_total{outcome=\"rate\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    private static Set<String> served(List<JsonNode> events) {
        Set<String> rates = new HashSet<>();
        Set<String> ids = new HashSet<>();
        events.stream()
                .filter(event -> event.get("type").asText().equals("rate.served"))
                .forEach(event -> {
                    ids.add(event.get("id").asText());
                    rates.add(event.at("/data/rate_id").asText());
                });
        assertThat(rates).as("rates by row").hasSameSizeAs(ids);
        return ids;
    }

    private TestingServiceProcess service(String database, Map<String, String> environment) {
        return TestingServiceProcess.start(root, environment, "--database", database);
    }

    private Path passwordFile() {
        try {
            Path file = Files.writeString(
                    root.resolve("pgpass"), "127.0.0.1:*:*:lanehouse:%s\n".formatted(TestingPostgres.PASSWORD));
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that share a PostgreSQL database, which asks for a password. */
class BulkPostgresTest {
    private static final int ROWS = 20_000;
    private static final String PASSWORD = "pa55 word";

    @TempDir
    private static Path root;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws SQLException, IOException {
        try {
            postgres = EmbeddedPostgres.start();
        } catch (IOException | IllegalStateException e) {
            Assumptions.abort("SKIPPED: PostgreSQL does not run on this machine: " + e.getMessage());
        }
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE lanehouse LOGIN PASSWORD '%s'".formatted(PASSWORD));
            statement.execute("CREATE DATABASE bulk OWNER lanehouse");
            try (var row = statement.executeQuery("SHOW hba_file")) {
                row.next();
                Files.writeString(Path.of(row.getString(1)), """
                        host all postgres 127.0.0.1/32 trust
                        host all all 127.0.0.1/32 scram-sha-256
                        """);
            }
            statement.execute("SELECT pg_reload_conf()");
        }
        new TestingLakeFolder(root).champion(1);
    }

    @AfterAll
    static void stop() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void two_processes_rate_every_row_once_though_one_of_them_is_killed() {
        String key = ApiKeys.create(root, "acme", "smb");
        String body = TestingBulkClient.lanes(
                ROWS, LocalDate.now(ZoneOffset.UTC).plusDays(2).toString());
        try (TestingServiceProcess one = service(Map.of("LANEHOUSE_DATABASE_PASSWORD", PASSWORD));
                TestingServiceProcess other =
                        service(Map.of("PGPASSFILE", passwordFile().toString()))) {
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

    private static TestingServiceProcess service(Map<String, String> environment) {
        return TestingServiceProcess.start(
                root,
                environment,
                "--database",
                "jdbc:postgresql://127.0.0.1:%d/bulk?user=lanehouse".formatted(postgres.getPort()));
    }

    private static Path passwordFile() {
        try {
            Path file =
                    Files.writeString(root.resolve("pgpass"), "127.0.0.1:*:bulk:lanehouse:%s\n".formatted(PASSWORD));
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

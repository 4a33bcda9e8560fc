package com.lanehouse.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.KafkaConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** The service over a folder, with a clock that is set by hand and a client. */
final class TestingService implements AutoCloseable {
    private final Path root;
    private final Path pricing;
    private final SetClock clock;
    private final ScoringServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    final TestingEvents events = new TestingEvents();
    final TestingLakeFolder lake;

    TestingService(Path root, Instant now) throws IOException {
        this.root = root;
        this.lake = new TestingLakeFolder(root);
        this.pricing = Files.writeString(root.resolve("pricing.yaml"), "default-margin: 0.15\n");
        this.clock = new SetClock(now);
        this.server = ScoringServer.start(
                new ScoringConfig(
                        root, KafkaConnection.of("localhost:9092"), "127.0.0.1", 0, 1_000, Optional.of(pricing)),
                events,
                clock);
    }

    int port() {
        return server.port();
    }

    String key(String company) {
        return ApiKeys.create(root, company, "smb");
    }

    void pricing(String yaml) throws IOException {
        Files.writeString(pricing, yaml);
        server.refresh();
        server.refresh();
    }

    void refreshAt(Instant now) {
        clock.now = now;
        server.refresh();
    }

    void refresh() {
        server.refresh();
    }

    JsonNode rate(String key, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = post(key, body);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return Json.MAPPER.readTree(response.body());
    }

    HttpResponse<String> post(String key, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(address("/v1/rates"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** @param key null for none */
    HttpResponse<String> send(String method, String path, String key, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    @Override
    public void close() {
        server.close();
    }

    private static final class SetClock extends Clock {
        private volatile Instant now;

        SetClock(Instant now) {
            this.now = now;
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
            return this;
        }
    }
}

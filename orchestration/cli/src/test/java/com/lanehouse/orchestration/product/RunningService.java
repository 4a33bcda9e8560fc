package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./lanehouse serve} on a free port, and a key for it. */
record RunningService(Process process, Path lake, String address, String key, HttpClient client)
        implements AutoCloseable {
    private static final int MOST_SECONDS = 60;

    /** Starts it and returns when it is ready. */
    static RunningService start(Path lake, int brokerPort, Path log) throws IOException, InterruptedException {
        LauncherRun made =
                LauncherRun.of("keys", "create", "--company", "away", "--segment", "smb", "--lake", lake.toString());
        assertThat(made.exitCode()).as(made.output()).isZero();
        int port = Ports.freePair();
        Process process = LauncherRun.start(
                Map.of(),
                List.of(
                        "serve",
                        "--lake",
                        lake.toString(),
                        "--bootstrap",
                        "127.0.0.1:" + brokerPort,
                        "--port",
                        Integer.toString(port)),
                log);
        RunningService service = new RunningService(
                process, lake, "http://127.0.0.1:" + port, made.lastLine().strip(), HttpClient.newHttpClient());
        for (int second = 0; second < MOST_SECONDS && !service.isReady(); second++) {
            Thread.sleep(1_000);
        }
        assertThat(service.isReady()).as(Files.readString(log)).isTrue();
        return service;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return client.send(
                                    HttpRequest.newBuilder(URI.create(address + "/ready"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Asks for a rate and returns its id. */
    String rate() throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(address + "/v1/rates"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                """
                                {"origin":{"zip":"60601"},"destination":{"zip":"75201"},"equipment":"van","pickup_date":"%s"}""".formatted(LocalDate.now(ZoneOffset.UTC).plusDays(2))))
                        .build(),
                BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Json.MAPPER.readTree(response.body()).get("rate_id").asText();
    }

    /** Ends it as kill -9 would, the command and the service that it started. */
    void kill() throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
        for (ProcessHandle one : all) {
            one.onExit().join();
        }
    }

    /** Waits until every event has left its spool. */
    void awaitNothingWaits() throws IOException, InterruptedException {
        for (int second = 0; second < MOST_SECONDS && spooled() > 0; second++) {
            Thread.sleep(1_000);
        }
    }

    private long spooled() throws IOException {
        // The file that is written to stays; what the first service left is in another.
        try (Stream<Path> files = Files.walk(lake.resolve("_service/spool"))) {
            return Math.max(
                    0, files.filter(file -> file.toString().endsWith(".ndjson")).count() - 1);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}

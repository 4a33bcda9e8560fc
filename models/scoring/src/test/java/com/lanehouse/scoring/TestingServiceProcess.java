package com.lanehouse.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The service in a process of its own, as it is run; its broker is away, so all events stay in the spool. */
record TestingServiceProcess(Process process, int port) implements AutoCloseable {
    private static final int MOST_SECONDS = 60;

    static TestingServiceProcess start(Path lake, Map<String, String> environment, String... further) {
        try {
            int port = freePort();
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "com.lanehouse.scoring.ScoringMain",
                    "--lake",
                    lake.toString(),
                    "--bootstrap",
                    "127.0.0.1:1",
                    "--port",
                    Integer.toString(port)));
            command.addAll(List.of(further));
            Path log = lake.resolve("service-%d.log".formatted(port));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            TestingServiceProcess service = new TestingServiceProcess(builder.start(), port);
            service.awaitPort(log);
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(Path log) throws IOException {
        for (int i = 0; i < MOST_SECONDS * 50; i++) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
                TestingBulkClient.pause();
            }
        }
        throw new AssertionError(Files.readString(log));
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** What waits for the broker, of all processes that ran on a lake. */
    static List<JsonNode> spooled(Path lake) {
        try (Stream<Path> files = Files.walk(lake.resolve("_service/spool"))) {
            List<JsonNode> events = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("lock")) {
                    // What stands after the last whole line was promised to nobody.
                    String text = Files.readString(file);
                    text.substring(0, text.lastIndexOf('\n') + 1)
                            .lines()
                            .forEach(line -> events.add(TestingBulkClient.json(line)));
                }
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package com.lanehouse.orchestration.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The scoring service in a JVM of its own: its classpath has no Spark and no Smile. */
public final class LocalScoring {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private LocalScoring() {}

    /**
     * Starts the service and returns when it listens.
     *
     * @param broker the words that say where the broker is: {@code --bootstrap}, and {@code --config} when it asks for
     *     TLS or a login
     * @param further its other arguments
     * @throws LocalServerException when the port is in use or the service does not come up
     */
    public static ServerProcess start(
            Path lake, List<String> broker, String host, int port, String portOption, List<String> further, Path log) {
        ServerProcess.requireFreePort(port, portOption);
        List<String> command = new ArrayList<>(List.of(
                Installation.java(),
                "-Xms64m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Duser.timezone=UTC",
                "-cp",
                Installation.classpath("models/scoring"),
                "com.lanehouse.scoring.ScoringMain"));
        command.addAll(List.of("--lake", lake.toString(), "--host", host, "--port", Integer.toString(port)));
        command.addAll(broker);
        command.addAll(further);
        ServerProcess service = ServerProcess.start("scoring service", command, log);
        service.awaitReady(() -> ServerProcess.accepts(port), START_TIMEOUT);
        return service;
    }
}

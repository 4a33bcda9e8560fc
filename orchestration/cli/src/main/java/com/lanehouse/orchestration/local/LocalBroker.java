package com.lanehouse.orchestration.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A real single-node Kafka broker (KRaft) in a JVM of its own, for local use. */
public final class LocalBroker {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private LocalBroker() {}

    /**
     * Starts a broker and returns when it answers.
     *
     * @param data folder of its log; kept between starts
     * @param port on 127.0.0.1; the next one up is taken for the controller
     * @param portOption option by which a user chooses another port, for the error
     * @throws LocalServerException when a port is in use or the broker does not come up
     */
    public static ServerProcess start(Path data, int port, String portOption) {
        Path folder = data.toAbsolutePath().normalize();
        Path log = folder.resolve("broker.log");
        ServerProcess.requireFreePort(port, portOption);
        ServerProcess.requireFreePort(port + 1, portOption);
        Path properties = writeProperties(folder, port);
        if (!Files.exists(folder.resolve("log/meta.properties"))) {
            format(properties, log);
        }
        ServerProcess broker = ServerProcess.start(
                "broker",
                List.of(
                        Installation.java(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.timezone=UTC",
                        "-cp",
                        Installation.classpath("orchestration/broker"),
                        "kafka.Kafka",
                        properties.toString()),
                log);
        broker.awaitReady(() -> ServerProcess.accepts(port) && answers(port), START_TIMEOUT);
        return broker;
    }

    private static boolean answers(int port) {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:" + port,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                4_000))) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return false;
        }
    }

    private static void format(Path properties, Path log) {
        ServerProcess format = ServerProcess.start(
                "broker's storage",
                List.of(
                        Installation.java(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Installation.classpath("orchestration/broker"),
                        "kafka.tools.StorageTool",
                        "format",
                        "--standalone",
                        "-t",
                        Uuid.randomUuid().toString(),
                        "-c",
                        properties.toString()),
                log);
        try (format) {
            int exit = format.waitFor();
            if (exit != 0) {
                throw new LocalServerException("the broker's storage could not be made (log: %s)".formatted(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalServerException("interrupted while making the broker's storage", e);
        }
    }

    private static Path writeProperties(Path folder, int port) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.bootstrap.servers",
                "127.0.0.1:" + (port + 1),
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, port + 1),
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, port + 1),
                "controller.listener.names",
                "CONTROLLER",
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                folder.resolve("log").toString()));
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.setProperty(topic + ".replication.factor", "1");
        }
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("message.max.bytes", Integer.toString((64 << 20) + (1 << 20)));
        properties.setProperty("log.retention.ms", "-1");
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("server.properties");
            try (var writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "Written at every start of the local broker");
            }
            return file;
        } catch (IOException e) {
            throw new LocalServerException(
                    "cannot write to %s (%s); choose another folder with --data".formatted(folder, e.getMessage()), e);
        }
    }
}

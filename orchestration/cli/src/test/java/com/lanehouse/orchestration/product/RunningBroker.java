package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./lanehouse broker} on free ports. */
record RunningBroker(Process process, String bootstrap) implements AutoCloseable {
    /** Starts it and returns when it is up. */
    static RunningBroker start(Path folder) throws IOException, InterruptedException {
        return start(folder, Ports.freePair());
    }

    /** Starts it on a port, with what an earlier one has left in the folder. */
    static RunningBroker start(Path folder, int port) throws IOException, InterruptedException {
        Path log = folder.resolve("broker.log");
        Process process = LauncherRun.start(
                Map.of(),
                List.of("broker", "--data", folder.resolve("broker").toString(), "--port", Integer.toString(port)),
                log);
        for (int attempt = 0; attempt < 600 && !Files.readString(log).contains("Kafka is up"); attempt++) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError(Files.readString(log));
            }
        }
        return new RunningBroker(process, "127.0.0.1:" + port);
    }

    /** For clients of this JVM. */
    KafkaConnection connection() {
        return KafkaConnection.of(bootstrap);
    }

    /** Ends it as Ctrl-C would. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}

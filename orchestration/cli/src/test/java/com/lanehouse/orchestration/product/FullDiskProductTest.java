package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.KafkaConnection;
import com.lanehouse.pipeline.publish.Publisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest on a disk of 3 MiB, which then gets larger: a file system of its own, seen by this test's processes alone. */
@Tag("product")
class FullDiskProductTest {
    private static final int EVENTS = 60_000;
    private static final String STEPS = """
            set -u
            mount -t tmpfs -o size=3m tmpfs "$DISK"
            "$LANEHOUSE" ingest --lake "$DISK/lake" --bootstrap "$BROKER"
            echo "on the full disk: $?"
            mount -o remount,size=1g "$DISK"
            "$LANEHOUSE" ingest --lake "$DISK/lake" --bootstrap "$BROKER"
            echo "with more room: $?"
            cp -r "$DISK/lake" "$COPY"
            """;

    @TempDir
    private Path folder;

    @Test
    void a_full_disk_is_explained_and_nothing_is_lost() throws Exception {
        Assumptions.assumeTrue(
                exitCode(new ProcessBuilder("unshare", "-rm", "true")) == 0,
                "SKIPPED: this machine does not let a user mount a file system of its own (unshare -rm)");
        SecondEngine.require();
        Path log = folder.resolve("steps.log");
        try (RunningBroker broker = RunningBroker.start(folder)) {
            publish(broker.bootstrap());

            ProcessBuilder steps = new ProcessBuilder("unshare", "-rm", "bash", "-c", STEPS)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            steps.environment()
                    .put("DISK", Files.createDirectory(folder.resolve("disk")).toString());
            steps.environment().put("COPY", folder.resolve("lake").toString());
            steps.environment()
                    .put("LANEHOUSE", LauncherRun.HOME.resolve("lanehouse").toString());
            steps.environment().put("BROKER", broker.bootstrap());
            assertThat(exitCode(steps)).isZero();
        }

        assertThat(log)
                .content()
                .contains("is full; make room and start ingest again", "on the full disk: 3", "with more room: 0");
        assertThat(SecondEngine.number(
                        folder.resolve("lake"), "silver.usage", "select count(distinct event_id) from t"))
                .isEqualTo(EVENTS);
        assertThat(SecondEngine.number(folder.resolve("lake"), "silver.usage", "select count(*) from t"))
                .isEqualTo(EVENTS);
    }

    private void publish(String bootstrap) throws Exception {
        List<String> lines = IntStream.range(0, EVENTS)
                .mapToObj(
                        "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"test\",\"type\":\"usage.recorded\",\"time\":\"2026-03-01T00:00:00Z\",\"data\":{\"company_id\":\"c\",\"feature_key\":\"quotes\",\"qty\":1}}"
                                ::formatted)
                .toList();
        Publisher.publish(
                KafkaConnection.of(bootstrap),
                List.of(Files.write(folder.resolve("events.ndjson"), lines)),
                count -> {});
    }

    private static int exitCode(ProcessBuilder command) throws Exception {
        Process process = command.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}

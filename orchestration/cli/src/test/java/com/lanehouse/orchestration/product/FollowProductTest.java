package com.lanehouse.orchestration.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.KafkaConnection;
import com.lanehouse.pipeline.publish.Publisher;
import com.lanehouse.tables.KernelTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ingest --follow} while events come, the broker goes and comes back, and it is told to stop. */
@Tag("product")
class FollowProductTest {
    private static final int WAIT_SECONDS = 60;

    @TempDir
    private Path folder;

    private static final int SECONDS_TO_COUNT = 300;

    @Test
    void following_outlives_the_broker_and_stops_cleanly() throws Exception {
        Path lake = folder.resolve("lake");
        Path log = folder.resolve("follow.log");
        int port = Ports.freePair();
        RunningBroker broker = RunningBroker.start(folder, port);
        Process follow = LauncherRun.start(
                Map.of(),
                List.of("ingest", "--follow", "--lake", lake.toString(), "--bootstrap", broker.bootstrap()),
                log);
        try {
            publish(broker.bootstrap(), 0, 10);
            awaitUsage(lake, 10, log);

            broker.close();
            assertThat(follow.isAlive()).as("it waits for the broker").isTrue();
            broker = RunningBroker.start(folder, port);
            publish(broker.bootstrap(), 5, 20);
            awaitUsage(lake, 20, log);

            follow.destroy();
            assertThat(follow.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(log).content().contains("Stopped; the next ingest goes on from here.");

            publish(broker.bootstrap(), 20, 25);
            assertThat(LauncherRun.of("ingest", "--lake", lake.toString(), "--bootstrap", broker.bootstrap())
                            .output())
                    .contains("Caught up: 5 records read, 5 to silver");
        } finally {
            follow.destroyForcibly();
            broker.close();
        }
    }

    @Test
    void what_is_published_is_counted_at_a_next_minute_and_both_stop_cleanly() throws Exception {
        Path lake = folder.resolve("lake");
        Path ingestLog = folder.resolve("ingest.log");
        Path runLog = folder.resolve("run.log");
        try (RunningBroker broker = RunningBroker.start(folder, Ports.freePair())) {
            Process ingest = LauncherRun.start(
                    Map.of(),
                    List.of("ingest", "--follow", "--lake", lake.toString(), "--bootstrap", broker.bootstrap()),
                    ingestLog);
            Process run = null;
            try {
                publish(broker.bootstrap(), 0, 10);
                awaitUsage(lake, 10, ingestLog);
                run = LauncherRun.start(Map.of(), List.of("run", "--follow", "--lake", lake.toString()), runLog);
                awaitCounted(lake, 10, runLog);
                publish(broker.bootstrap(), 10, 15);
                awaitCounted(lake, 15, runLog);

                run.destroy();
                assertThat(run.waitFor(90, TimeUnit.SECONDS)).isTrue();
                assertThat(runLog).content().contains("Stopped; the next run goes on from here.");
                assertThat(KernelTable.at(lake.resolve("ops/job_runs")).readRows(List.of("as_of")).stream()
                                .map(row -> (Instant) row.get("as_of")))
                        .as("T is the full minute")
                        .isNotEmpty()
                        .allSatisfy(asOf -> assertThat(asOf).isEqualTo(asOf.truncatedTo(ChronoUnit.MINUTES)));
                ingest.destroy();
                assertThat(ingest.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                ingest.destroyForcibly();
                if (run != null) {
                    run.destroyForcibly();
                }
            }
        }
    }

    private static void awaitCounted(Path lake, long events, Path log) throws Exception {
        KernelTable months = KernelTable.at(lake.resolve("gold/usage_monthly"));
        await(
                events,
                SECONDS_TO_COUNT,
                log,
                () -> months.readRows(List.of("events")).stream()
                        .mapToLong(row -> (long) row.get("events"))
                        .sum());
    }

    private void publish(String bootstrap, int from, int to) throws Exception {
        List<String> lines = IntStream.range(from, to)
                .mapToObj(
                        "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"test\",\"type\":\"usage.recorded\",\"time\":\"2026-03-01T00:00:00Z\",\"data\":{\"company_id\":\"c\",\"feature_key\":\"quotes\",\"qty\":1}}"
                                ::formatted)
                .toList();
        Publisher.publish(
                KafkaConnection.of(bootstrap),
                List.of(Files.write(folder.resolve("events.ndjson"), lines)),
                count -> {});
    }

    private static void awaitUsage(Path lake, int rows, Path log) throws Exception {
        KernelTable usage = KernelTable.at(lake.resolve("silver/usage"));
        await(rows, WAIT_SECONDS, log, () -> usage.readRows(List.of("event_id")).size());
    }

    private static void await(long expected, int seconds, Path log, LongSupplier found) throws Exception {
        for (int second = 0; second < seconds && found.getAsLong() != expected; second++) {
            Thread.sleep(1_000);
        }
        assertThat(found.getAsLong()).as(Files.readString(log)).isEqualTo(expected);
    }
}

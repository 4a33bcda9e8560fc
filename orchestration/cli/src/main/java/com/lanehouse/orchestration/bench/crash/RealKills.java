package com.lanehouse.orchestration.bench.crash;

import com.lanehouse.events.EventProducer;
import com.lanehouse.events.KafkaConnection;
import com.lanehouse.orchestration.bench.BenchFailedException;
import com.lanehouse.orchestration.cli.Console;
import com.lanehouse.orchestration.local.Installation;
import com.lanehouse.pipeline.ingest.Ingest;
import com.lanehouse.pipeline.ingest.IngestConfig;
import com.lanehouse.tables.KernelTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Kills {@code ingest --follow}, a process of its own, at random moments while records come, and starts it anew. */
final class RealKills {
    private static final List<String> IN_ORDER =
            List.of("bronze.dead_letters", "bronze.events", "silver.billing", "silver.directory", "silver.usage");

    /** Between starting and following there is the JVM's start and what a crash left to complete. */
    private static final int KILLED_WHILE_STARTING_OF_TEN = 2;

    /** Of the time, a batch is written for a small part only; without these few kills would hit one. */
    private static final int KILLED_IN_A_BATCH_OF_TEN = 6;

    /** Stands in the line that follows the first batch: before it there is little to interrupt. */
    private static final String BATCH_DONE = "records/s";

    private static final int START_MILLIS = 3_000;
    private static final int FOLLOW_MILLIS = 2_500;

    /** About what a batch takes from its first commit to its last. */
    private static final int BATCH_MILLIS = 250;

    private static final int RECORDS_AT_ONCE = 40;
    private static final int RECORDS_EVERY_MILLIS = 40;
    private static final int START_TIMEOUT_SECONDS = 120;

    private final Path lake;
    private final Path log;
    private final KafkaConnection broker;
    private final PublishedHistory history;
    private final Random random;
    private final Console console;

    RealKills(Path folder, KafkaConnection broker, EventProducer producer, Random random, Console console) {
        this.lake = folder.resolve("lake");
        this.log = folder.resolve("follow.log");
        this.broker = broker;
        this.history = new PublishedHistory(producer, random);
        this.random = random;
        this.console = console;
    }

    /**
     * Kills so many times.
     *
     * @throws BenchFailedException when ingest ends by itself, or a record was lost or is there twice
     */
    void run(int kills) throws IOException, InterruptedException {
        Map<String, Integer> moments = new TreeMap<>();
        for (int i = 0; i < kills; i++) {
            kill();
            moments.merge(moment(), 1, Integer::sum);
            console.progress("kill %d of %d".formatted(i + 1, kills));
        }
        new Ingest(lake, IngestConfig.of(broker)).catchUp(batch -> {});
        List<String> faults = history.faults(lake);
        if (!faults.isEmpty()) {
            throw new BenchFailedException("after %,d kills: %s".formatted(kills, faults));
        }
        console.line("%,d kills, %,d records: nothing lost, nothing twice".formatted(kills, history.records()));
        moments.forEach((moment, times) -> console.line("  %-60s %,5d".formatted(moment, times)));
    }

    private void kill() throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        Process process = new ProcessBuilder(
                        Installation.home().resolve("lanehouse").toString(),
                        "ingest",
                        "--follow",
                        "--lake",
                        lake.toString(),
                        "--bootstrap",
                        broker.bootstrap())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            int kind = random.nextInt(10);
            if (kind < KILLED_WHILE_STARTING_OF_TEN) {
                publishFor(process, random.nextInt(START_MILLIS));
            } else {
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_TIMEOUT_SECONDS);
                while (!Files.readString(log).contains(BATCH_DONE)) {
                    publishFor(process, RECORDS_EVERY_MILLIS);
                    if (System.nanoTime() > deadline) {
                        throw new BenchFailedException("ingest did not start: " + Files.readString(log));
                    }
                }
                if (kind < KILLED_WHILE_STARTING_OF_TEN + KILLED_IN_A_BATCH_OF_TEN) {
                    history.publish(RECORDS_AT_ONCE);
                    awaitFirstCommit(process);
                    TimeUnit.MICROSECONDS.sleep(random.nextInt(BATCH_MILLIS * 1_000));
                } else {
                    publishFor(process, random.nextInt(FOLLOW_MILLIS));
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Waits for the first commit of the next batch, and publishes until then. */
    private void awaitFirstCommit(Process process) throws IOException, InterruptedException {
        Path commits = lake.resolve("bronze/dead_letters/_delta_log");
        long version =
                KernelTable.at(lake.resolve("bronze/dead_letters")).version().orElseThrow();
        Path next = commits.resolve("%020d.json".formatted(version + 1));
        for (int millis = 0; !Files.exists(next); millis++) {
            if (millis % RECORDS_EVERY_MILLIS == 0) {
                history.publish(RECORDS_AT_ONCE);
            }
            if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
                throw new BenchFailedException("ingest ended by itself: " + Files.readString(log));
            }
        }
    }

    private void publishFor(Process process, int millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        do {
            history.publish(RECORDS_AT_ONCE);
            if (process.waitFor(RECORDS_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new BenchFailedException("ingest ended by itself: " + Files.readString(log));
            }
        } while (System.nanoTime() < end);
    }

    /** What the batch that was being written had written when it was killed. */
    private String moment() {
        long complete = newestBatch("ops.ingest_batches");
        List<String> written =
                IN_ORDER.stream().filter(table -> newestBatch(table) > complete).toList();
        return written.isEmpty() ? "between commits of two batches" : "after " + String.join(", ", written);
    }

    private long newestBatch(String table) {
        return KernelTable.at(lake.resolve(table.replace('.', '/'))).lastTransaction("ingest");
    }
}

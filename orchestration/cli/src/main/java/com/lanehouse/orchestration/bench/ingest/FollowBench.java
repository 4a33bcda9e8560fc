package com.lanehouse.orchestration.bench.ingest;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.DecodedRecord;
import com.lanehouse.events.EventDecoder;
import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.events.KafkaConnection;
import com.lanehouse.orchestration.bench.BenchFailedException;
import com.lanehouse.orchestration.bench.ingest.RepeatedMarket.Message;
import com.lanehouse.orchestration.cli.Console;
import com.lanehouse.orchestration.local.Installation;
import com.lanehouse.orchestration.local.LocalBroker;
import com.lanehouse.orchestration.local.OwnedFolder;
import com.lanehouse.orchestration.local.ServerProcess;
import com.lanehouse.pipeline.publish.BrokerTopics;
import com.lanehouse.tables.KernelTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code ingest --follow} while events come at a steady rate: how long it takes from publishing one to its row in a
 * silver table, and whether the process's resident memory stays flat.
 */
public final class FollowBench {
    private static final int STEPS_A_SECOND = 50;
    private static final int SECONDS_A_MINUTE = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FollowBenchConfig config;
    private final Console console;

    public FollowBench(FollowBenchConfig config, Console console) {
        this.config = requireNonNull(config, "config is null");
        this.console = requireNonNull(console, "console is null");
    }

    /** Measures and says the figures minute by minute and for the whole. */
    public void run() throws IOException, InterruptedException {
        OwnedFolder.prepare(config.folder(), "bench");
        RepeatedMarket market = RepeatedMarket.simulate(config.folder(), config.rate() * SECONDS_A_MINUTE);
        KafkaConnection connection = KafkaConnection.of("127.0.0.1:" + config.port());
        Path lake = config.folder().resolve("lake");
        try (ServerProcess broker = LocalBroker.start(config.folder().resolve("broker"), config.port(), "--port")) {
            BrokerTopics.prepare(connection, EventTypes.load());
            Path log = config.folder().resolve("follow.log");
            Process follow = new ProcessBuilder(
                            Installation.home().resolve("lanehouse").toString(),
                            "ingest",
                            "--follow",
                            "--lake",
                            lake.toString(),
                            "--bootstrap",
                            connection.bootstrap())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try (EventProducer producer = new EventProducer(connection)) {
                awaitStart(follow, log);
                measure(market, producer, lake, follow, log);
            } finally {
                follow.destroy();
                follow.waitFor();
            }
        }
    }

    private static void awaitStart(Process follow, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains("Following")) {
            if (follow.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new BenchFailedException("ingest does not follow: " + Files.readString(log));
            }
        }
    }

    private void measure(RepeatedMarket market, EventProducer producer, Path lake, Process follow, Path log)
            throws IOException, InterruptedException {
        List<Long> memory = new ArrayList<>();
        BitSet watched = watched(market);
        try (VisibleEvents visible = new VisibleEvents(lake.resolve("silver").resolve(VisibleEvents.FAMILY))) {
            Duration cpu = cpu(follow);
            for (int minute = 0; minute < config.minutes(); minute++) {
                publish(market, watched, producer, minute, visible);
                if (!follow.isAlive()) {
                    throw new BenchFailedException("ingest ended by itself: " + Files.readString(log));
                }
                memory.add(residentMib(follow.pid()));
                console.line("minute %d: %s; resident %,d MiB"
                        .formatted(minute + 1, visible.lastMinute(), memory.getLast()));
            }
            cpu = cpu(follow).minus(cpu);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (visible.missing() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(1_000);
                forgetDeadLetters(lake, visible);
            }
            if (visible.missing() > 0) {
                throw new BenchFailedException(
                        "%,d events were published and never seen in silver".formatted(visible.missing()));
            }
            long events = (long) market.lines() * config.minutes();
            console.line("%,d events at %,d a second: published to visible %s; %.1f CPU-s a minute"
                    .formatted(events, config.rate(), visible.all(), cpu.toMillis() / 1000.0 / config.minutes()));
            console.line("Resident memory after the first fifth %,d MiB, at the end %,d MiB, at most %,d MiB"
                    .formatted(
                            memory.get(memory.size() / 5),
                            memory.getLast(),
                            memory.stream().mapToLong(Long::longValue).max().orElseThrow()));
        }
    }

    /** The lines that will be rows of the table that is watched. */
    private static BitSet watched(RepeatedMarket market) {
        EventDecoder decoder = new EventDecoder(EventTypes.load());
        BitSet watched = new BitSet();
        int[] line = {0};
        market.forEach(0, 0, market.lines(), message -> {
            watched.set(
                    line[0]++,
                    message.topic().equals(VisibleEvents.FAMILY)
                            && decoder.decode(message.topic(), message.value()) instanceof DecodedRecord.Accepted);
        });
        return watched;
    }

    /** What fits its schema but not its column is a dead letter too, which only ingest can tell. */
    private static void forgetDeadLetters(Path lake, VisibleEvents visible) {
        KernelTable.at(lake.resolve("bronze").resolve("dead_letters")).readRows(List.of("raw")).stream()
                .map(row -> (byte[]) row.get("raw"))
                .filter(raw -> raw != null)
                .map(raw -> RepeatedMarket.identity(new String(raw, StandardCharsets.UTF_8)))
                .filter(identity -> identity != null)
                .forEach(visible::forget);
    }

    /** Sends a minute's events, a fiftieth of a second's at a time. */
    private void publish(
            RepeatedMarket market, BitSet watched, EventProducer producer, int minute, VisibleEvents visible) {
        List<Message> messages = new ArrayList<>();
        market.forEach(minute, 0, market.lines(), messages::add);
        int steps = STEPS_A_SECOND * SECONDS_A_MINUTE;
        long start = System.nanoTime();
        for (int step = 0; step < steps; step++) {
            long due = start + TimeUnit.SECONDS.toNanos(1) * step / STEPS_A_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int from = (int) ((long) messages.size() * step / steps);
            int to = (int) ((long) messages.size() * (step + 1) / steps);
            for (int i = from; i < to; i++) {
                Message message = messages.get(i);
                producer.send(message.topic(), null, message.value());
                if (watched.get(i)) {
                    visible.published(message);
                }
            }
        }
        producer.flush();
    }

    private static Duration cpu(Process process) {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long residentMib(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0)
                / 1024;
    }
}

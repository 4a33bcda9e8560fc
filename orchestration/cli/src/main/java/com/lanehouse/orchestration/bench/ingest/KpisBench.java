package com.lanehouse.orchestration.bench.ingest;

import static java.util.Objects.requireNonNull;

import com.lanehouse.orchestration.bench.BenchFailedException;
import com.lanehouse.orchestration.bench.ingest.RepeatedMarket.Message;
import com.lanehouse.orchestration.cli.Console;
import com.lanehouse.orchestration.local.LocalFollow;
import com.lanehouse.orchestration.local.OwnedFolder;
import com.lanehouse.orchestration.local.ServerProcess;
import com.lanehouse.tables.KernelTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * {@code ingest --follow} and {@code run --follow} side by side while events happen at a steady rate: how long it takes
 * from publishing one until {@code gold.kpis} counts it in, and what a run takes after a minute without events, as the
 * lake tells afterwards.
 */
public final class KpisBench {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LOOK_EVERY_MILLIS = 2_000;
    private static final int QUIET_RUNS = 3;

    private final KpisBenchConfig config;
    private final Console console;
    private final Path lake;

    public KpisBench(KpisBenchConfig config, Console console) {
        this.config = requireNonNull(config, "config is null");
        this.console = requireNonNull(console, "console is null");
        this.lake = config.folder().resolve("lake");
    }

    /**
     * Measures and says the figures run by run and for the whole.
     *
     * @throws BenchFailedException when an event that had the time for it did not reach silver or the scoreboard
     */
    public void run() throws InterruptedException {
        OwnedFolder.prepare(config.folder(), "bench");
        console.progress("simulating the market");
        RepeatedMarket market = RepeatedMarket.simulate(config.folder(), config.events());
        Published published;
        try (FollowedBroker broker = FollowedBroker.start(config.folder(), config.port());
                ServerProcess run = LocalFollow.run(lake, config.folder().resolve("run.log"))) {
            published = publish(market, broker, run);
            awaitBoard(published, broker, run);
            awaitQuietRuns(broker, run);
        }
        new BoardReport(lake, published.counted(), published.last().minus(PATIENCE)).say(console);
        List<Long> memory = published.memory();
        console.line(
                "Resident memory of run --follow at the start %,d MiB, after %d minutes %,d MiB, at the end %,d MiB"
                        .formatted(
                                memory.getFirst(),
                                KpisBenchConfig.WARM_UP_MINUTES,
                                memory.get(KpisBenchConfig.WARM_UP_MINUTES),
                                memory.getLast()));
    }

    /**
     * What was published.
     *
     * @param counted when the warm-up ended
     * @param last when the last event happened
     * @param memory of {@code run --follow} in MiB: at the start and after each minute
     */
    private record Published(Instant counted, Instant last, List<Long> memory) {}

    private Published publish(RepeatedMarket market, FollowedBroker broker, ServerProcess run) {
        List<Long> memory = new ArrayList<>(List.of(run.residentMib()));
        Instant counted = null;
        for (int minute = 0; minute < config.minutes(); minute++) {
            if (minute == KpisBenchConfig.WARM_UP_MINUTES) {
                counted = now();
            }
            Duration cpu = run.cpu();
            List<Message> messages = new ArrayList<>();
            int first = minute * config.eventsAMinute();
            market.forEach(0, first, first + config.eventsAMinute(), messages::add);
            SteadyMinute.pass(messages.size(), i -> {
                Message message = messages.get(i).happenedAt(now());
                broker.producer().send(message.topic(), null, message.value());
            });
            broker.ingest().requireRunning();
            run.requireRunning();
            memory.add(run.residentMib());
            console.line("minute %d of %d: %,d events published%s; run --follow used %.0f CPU-s, resident %,d MiB"
                    .formatted(
                            minute + 1,
                            config.minutes(),
                            messages.size(),
                            counted == null ? " (warm-up)" : "",
                            run.cpu().minus(cpu).toMillis() / 1000.0,
                            memory.getLast()));
        }
        broker.producer().flush();
        return new Published(counted, now(), memory);
    }

    /** Waits until the last event has reached the scoreboard, but not for ever. */
    private void awaitBoard(Published published, FollowedBroker broker, ServerProcess run) throws InterruptedException {
        console.progress("waiting for the last events");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        OptionalLong lastBatch = OptionalLong.empty();
        while (System.nanoTime() < deadline) {
            lastBatch = batchOfTheLast();
            if (lastBatch.isPresent()
                    && new Board(JobEnd.in(lake))
                            .reachedWith(lastBatch.getAsLong(), published.last())
                            .isPresent()) {
                return;
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
            broker.ingest().requireRunning();
            run.requireRunning();
        }
        if (lastBatch.isEmpty()) {
            throw new BenchFailedException("ingest has not read all of %,d events, %d s after the last (log: %s)"
                    .formatted(
                            config.events(),
                            PATIENCE.toSeconds(),
                            broker.ingest().log()));
        }
    }

    /** As nothing is published any more, each run that begins now follows a quiet minute. */
    private void awaitQuietRuns(FollowedBroker broker, ServerProcess run) throws InterruptedException {
        console.progress("waiting for runs after quiet minutes");
        Instant from = now();
        long deadline = System.nanoTime() + PATIENCE.plusMinutes(QUIET_RUNS).toNanos();
        while (new Board(JobEnd.in(lake)).since(from) < QUIET_RUNS) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailedException("%d runs after the last event did not end (log: %s)"
                        .formatted(QUIET_RUNS, config.folder().resolve("run.log")));
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
            broker.ingest().requireRunning();
            run.requireRunning();
        }
    }

    /** The newest batch when all that was published has been read, with what became dead letters. */
    private OptionalLong batchOfTheLast() {
        List<Map<String, Object>> batches = KernelTable.at(lake.resolve("ops").resolve("ingest_batches"))
                .readRows(List.of("batch_id", "rows_read"));
        long read = batches.stream()
                .mapToLong(batch -> (long) batch.get("rows_read"))
                .sum();
        return read < config.events()
                ? OptionalLong.empty()
                : batches.stream()
                        .mapToLong(batch -> (long) batch.get("batch_id"))
                        .max();
    }

    /** As exact as a time in silver. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}

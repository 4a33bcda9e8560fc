package com.lanehouse.orchestration.bench.ingest;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.DecodedRecord;
import com.lanehouse.events.EventDecoder;
import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.orchestration.bench.BenchFailedException;
import com.lanehouse.orchestration.bench.ingest.RepeatedMarket.Message;
import com.lanehouse.orchestration.cli.Console;
import com.lanehouse.orchestration.local.OwnedFolder;
import com.lanehouse.orchestration.local.ServerProcess;
import com.lanehouse.tables.KernelTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * {@code ingest --follow} while events come at a steady rate: how long it takes from publishing one to its row in a
 * silver table, and whether the process's resident memory stays flat.
 */
public final class FollowBench {
    private static final int SECONDS_A_MINUTE = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FollowBenchConfig config;
    private final Console console;

    public FollowBench(FollowBenchConfig config, Console console) {
        this.config = requireNonNull(config, "config is null");
        this.console = requireNonNull(console, "console is null");
    }

    /** Measures and says the figures minute by minute and for the whole. */
    public void run() throws InterruptedException {
        OwnedFolder.prepare(config.folder(), "bench");
        RepeatedMarket market = RepeatedMarket.simulate(config.folder(), config.rate() * SECONDS_A_MINUTE);
        try (FollowedBroker broker = FollowedBroker.start(config.folder(), config.port())) {
            measure(market, broker);
        }
    }

    private void measure(RepeatedMarket market, FollowedBroker broker) throws InterruptedException {
        ServerProcess ingest = broker.ingest();
        List<Long> memory = new ArrayList<>();
        BitSet watched = watched(market);
        try (VisibleEvents visible =
                new VisibleEvents(broker.lake().resolve("silver").resolve(VisibleEvents.FAMILY))) {
            Duration cpu = ingest.cpu();
            for (int minute = 0; minute < config.minutes(); minute++) {
                publish(market, watched, broker.producer(), minute, visible);
                ingest.requireRunning();
                memory.add(ingest.residentMib());
                console.line("minute %d: %s; resident %,d MiB"
                        .formatted(minute + 1, visible.lastMinute(), memory.getLast()));
            }
            cpu = ingest.cpu().minus(cpu);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (visible.missing() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(1_000);
                forgetDeadLetters(broker.lake(), visible);
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

    private void publish(
            RepeatedMarket market, BitSet watched, EventProducer producer, int minute, VisibleEvents visible) {
        List<Message> messages = new ArrayList<>();
        market.forEach(minute, 0, market.lines(), messages::add);
        SteadyMinute.pass(messages.size(), i -> {
            Message message = messages.get(i);
            producer.send(message.topic(), null, message.value());
            if (watched.get(i)) {
                visible.published(message);
            }
        });
        producer.flush();
    }
}

package com.lanehouse.orchestration.bench.crash;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.events.KafkaConnection;
import com.lanehouse.orchestration.bench.crash.Mishap.Point;
import com.lanehouse.orchestration.cli.Console;
import com.lanehouse.orchestration.local.LocalBroker;
import com.lanehouse.orchestration.local.OwnedFolder;
import com.lanehouse.orchestration.local.ServerProcess;
import com.lanehouse.pipeline.publish.BrokerTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Crashes ingest many times and counts what is lost or doubled: nothing must be. */
public final class CrashBench {
    /** A lake of its own now and then: what crashes leave behind is never cleared away. */
    private static final int CRASHES_A_LAKE = 250;

    private final CrashBenchConfig config;
    private final Console console;

    public CrashBench(CrashBenchConfig config, Console console) {
        this.config = requireNonNull(config, "config is null");
        this.console = requireNonNull(console, "console is null");
    }

    /** @throws com.lanehouse.orchestration.bench.BenchFailedException when something is */
    public void run() throws IOException, InterruptedException {
        OwnedFolder.prepare(config.folder(), "bench");
        console.line("Seed %d".formatted(config.seed()));
        if (config.simulated() > 0) {
            // Before anything else opens a table: Hadoop keeps the file system that it makes first.
            SimulatedCrashes.arm();
        }
        if (config.real() > 0) {
            with(
                    "real",
                    (folder, broker, producer, random) ->
                            new RealKills(folder, broker, producer, random, console).run(config.real()));
        }
        if (config.simulated() > 0) {
            CrashTally tally = new CrashTally();
            List<Point> points = SimulatedCrashes.points(config.simulated());
            for (int from = 0; from < points.size(); from += CRASHES_A_LAKE) {
                List<Point> some = points.subList(from, Math.min(points.size(), from + CRASHES_A_LAKE));
                with(
                        "simulated-" + from,
                        (folder, broker, producer, random) -> new SimulatedCrashes(
                                        folder.resolve("lake"), broker, producer, random, tally, console)
                                .run(some));
            }
            tally.lines().forEach(console::line);
        }
    }

    private interface Part {
        void run(Path folder, KafkaConnection broker, EventProducer producer, Random random)
                throws IOException, InterruptedException;
    }

    private void with(String name, Part part) throws IOException, InterruptedException {
        Path folder = config.folder().resolve(name);
        Random random = new Random(config.seed() * 31 + name.hashCode());
        KafkaConnection connection = KafkaConnection.of("127.0.0.1:" + config.port());
        try (ServerProcess broker = LocalBroker.start(folder.resolve("broker"), config.port(), "--port")) {
            BrokerTopics.prepare(connection, EventTypes.load());
            try (EventProducer producer = new EventProducer(connection)) {
                part.run(folder, connection, producer, random);
            }
        }
    }
}

package com.lanehouse.orchestration.bench.ingest;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.events.KafkaConnection;
import com.lanehouse.orchestration.cli.Console;
import com.lanehouse.orchestration.local.Installation;
import com.lanehouse.orchestration.local.LocalBroker;
import com.lanehouse.orchestration.local.OwnedFolder;
import com.lanehouse.orchestration.local.ServerProcess;
import com.lanehouse.pipeline.publish.BrokerTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Ingest beside the stock recipe on the same messages: on an empty lake and on top of history. Both are whole processes,
 * as a user would start them, and are told apart by the CPU they use: on a shared machine seconds of the clock say
 * little.
 */
public final class IngestBench {
    /** What the stock recipe's JVM gets; ours is started by the launcher. */
    private static final List<String> STOCK_JVM = List.of("-XX:+UseSerialGC", "-Xmx4g", "-Duser.timezone=UTC");

    private static final int BATCHES = 6;
    private static final int BULK_BATCH = 1_000_000;

    private final IngestBenchConfig config;
    private final Console console;
    private final String topics = EventTypes.load().topics().stream().sorted().collect(Collectors.joining(","));

    public IngestBench(IngestBenchConfig config, Console console) {
        this.config = requireNonNull(config, "config is null");
        this.console = requireNonNull(console, "console is null");
    }

    /** What both cost at one point, in CPU seconds. */
    private record Point(int history, double ours, double stock) {}

    /** Measures, and says the figures as it goes and as a table at the end. */
    public void run() throws IOException {
        OwnedFolder.prepare(config.folder(), "bench");
        console.line(
                "Stock recipe: from_json, foreachBatch, MERGE on the event id; JVM %s; the Spark session of our jobs"
                        .formatted(String.join(" ", STOCK_JVM)));
        console.progress("simulating the market");
        RepeatedMarket market = RepeatedMarket.simulate(config.folder(), config.messages());
        console.line("Messages at every point: %,d, a simulated market under new identities each time, in %d batches"
                .formatted(config.messages(), BATCHES));
        List<Point> points = new ArrayList<>();
        Side big = new Side("big", config.port());
        Side fresh = new Side("fresh", config.port() + 2);
        try (ServerProcess broker = big.broker();
                EventProducer producer = big.producer()) {
            int copy = 0;
            long there = 0;
            for (int history : config.history()) {
                int copies = (int) Math.max(0, Math.round((history - there) / (double) config.messages()));
                for (int i = 0; i < copies; i++) {
                    console.progress("publishing history, %d of %d".formatted(i + 1, copies));
                    market.publish(producer, copy++, 0, market.lines());
                }
                if (copies > 0) {
                    console.progress("bringing in history");
                    big.stock("append", BULK_BATCH);
                    big.ours();
                }
                market.publish(producer, copy++, 0, market.lines());
                there += (copies + 1L) * market.lines();
                console.progress("measuring on top of %,d".formatted(history));
                double stock = big.stock("merge", market.lines() / BATCHES + 1);
                double ours = big.ours();
                points.add(new Point(history, ours, stock));
                console.line(describe(points.getLast()));
            }
            try (ServerProcess second = fresh.broker();
                    EventProducer freshProducer = fresh.producer()) {
                market.publish(freshProducer, 0, 0, config.small());
                fresh.ours();
                small(market, big, producer, copy, fresh, freshProducer, there);
            }
        }
        console.line("");
        console.line(table(points));
    }

    private void small(
            RepeatedMarket market,
            Side big,
            EventProducer producer,
            int copy,
            Side fresh,
            EventProducer freshProducer,
            long there) {
        List<Double> onBig = new ArrayList<>();
        List<Double> onFresh = new ArrayList<>();
        for (int round = 0; round < config.rounds(); round++) {
            market.publish(producer, copy + round, 0, config.small());
            market.publish(freshProducer, copy + round, 0, config.small());
            onBig.add(big.ours());
            onFresh.add(fresh.ours());
            console.line("%,d more, round %d: %.1f CPU-s on top of %,d, %.1f on top of %,d"
                    .formatted(
                            config.small(),
                            round + 1,
                            onBig.getLast(),
                            there + round * (long) config.small(),
                            onFresh.getLast(),
                            (round + 1L) * config.small()));
        }
        console.line("%,d more on top of %,d cost %.2f × what they cost on top of %,d (medians of %d rounds)"
                .formatted(config.small(), there, median(onBig) / median(onFresh), config.small(), config.rounds()));
    }

    private String describe(Point point) {
        return "On top of %,d: ours %.1f CPU-s a million, stock %.1f; ours does %.2f × the events per CPU second"
                .formatted(
                        point.history(), aMillion(point.ours()), aMillion(point.stock()), point.stock() / point.ours());
    }

    private String table(List<Point> points) {
        StringBuilder table = new StringBuilder(
                "| events there before | ours, CPU-s a million | stock | stock ÷ ours |\n|---:|---:|---:|---:|\n");
        for (Point point : points) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %,d | %.1f | %.1f | %.2f |%n",
                    point.history(),
                    aMillion(point.ours()),
                    aMillion(point.stock()),
                    point.stock() / point.ours()));
        }
        return table.toString();
    }

    private double aMillion(double seconds) {
        return seconds * 1_000_000 / config.messages();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** One broker with the lake and the stock table that are filled from it. */
    private final class Side {
        private final Path folder;
        private final int port;

        Side(String name, int port) throws IOException {
            this.folder = Files.createDirectories(config.folder().resolve(name));
            this.port = port;
        }

        ServerProcess broker() {
            return LocalBroker.start(folder.resolve("broker"), port, "--port");
        }

        EventProducer producer() {
            KafkaConnection connection = KafkaConnection.of(bootstrap());
            BrokerTopics.prepare(connection, EventTypes.load());
            return new EventProducer(connection);
        }

        private String bootstrap() {
            return "127.0.0.1:" + port;
        }

        /** CPU seconds of catching up. */
        double ours() {
            return MeasuredProcess.run(
                            List.of(
                                    Installation.home().resolve("lanehouse").toString(),
                                    "ingest",
                                    "--bootstrap",
                                    bootstrap(),
                                    "--lake",
                                    folder.resolve("lake").toString()),
                            folder.resolve("ours.log"))
                    .cpuSeconds();
        }

        double stock(String how, int recordsPerBatch) {
            List<String> command = new ArrayList<>(List.of(Installation.java(), "@" + Installation.sparkOptions()));
            command.addAll(STOCK_JVM);
            command.addAll(List.of(
                    "-cp",
                    Installation.classpath("orchestration/stock-recipe"),
                    "com.lanehouse.stockrecipe.StockRecipe",
                    how,
                    bootstrap(),
                    topics,
                    folder.resolve("stock").toString(),
                    Integer.toString(recordsPerBatch)));
            return MeasuredProcess.run(command, folder.resolve("stock.log")).cpuSeconds();
        }
    }
}

package com.lanehouse.orchestration.bench.crash;

import com.lanehouse.events.EventProducer;
import com.lanehouse.events.KafkaConnection;
import com.lanehouse.orchestration.bench.BenchFailedException;
import com.lanehouse.orchestration.bench.crash.Mishap.Moment;
import com.lanehouse.orchestration.bench.crash.Mishap.Point;
import com.lanehouse.orchestration.cli.Console;
import com.lanehouse.pipeline.ingest.Ingest;
import com.lanehouse.pipeline.ingest.IngestConfig;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Crashes within one process: a write of a data file, a commit, a checkpoint or the index of identities fails at a
 * planned point, nothing can be written after it, and ingest is started anew. Goes through all points in turn.
 */
final class SimulatedCrashes {
    private static final List<String> TABLES = List.of(
            "bronze.dead_letters",
            "bronze.events",
            "silver.billing",
            "silver.directory",
            "silver.usage",
            "ops.ingest_batches");

    private static final int RECORDS_A_BATCH = 12;
    private static final int RECORDS_A_RUN = 40;
    /** Every tenth commit of a table makes a checkpoint, so each point is passed within so many runs. */
    private static final int RUNS_TO_A_POINT = 30;

    private static final int CRASHES_BETWEEN_CHECKS = 100;
    private static final int AGAIN_OF_TEN = 3;

    private final Path lake;
    private final IngestConfig config;
    private final PublishedHistory history;
    private final Random random;
    private final Console console;
    private final Map<String, Integer> reached = new TreeMap<>();

    SimulatedCrashes(Path lake, KafkaConnection broker, EventProducer producer, Random random, Console console) {
        this.lake = lake;
        this.config = new IngestConfig(broker, RECORDS_A_BATCH, 1L << 20, Duration.ofSeconds(1));
        this.history = new PublishedHistory(producer, random);
        this.random = random;
        this.console = console;
    }

    /** From now on all lakes of this process are written through the files that crash. */
    static void arm() {
        Configuration.addDefaultResource("com/lanehouse/orchestration/bench/crash/crashing-files.xml");
    }

    /**
     * Crashes so many times.
     *
     * @throws BenchFailedException when a point is not reached, something else fails, or a record was lost or is there
     *     twice
     */
    void run(int crashes) {
        ingest();
        List<Point> points = points();
        int again = 0;
        for (int i = 0; i < crashes; i++) {
            Point point = points.get(i % points.size());
            crashAt(point);
            if (random.nextInt(10) < AGAIN_OF_TEN) {
                again += crashWhileRecovering(points) ? 1 : 0;
            }
            ingest();
            if ((i + 1) % CRASHES_BETWEEN_CHECKS == 0 || i + 1 == crashes) {
                check(i + 1);
            }
            console.progress("simulated crash %d of %d".formatted(i + 1, crashes));
        }
        Map<String, Integer> byKind = new TreeMap<>();
        reached.forEach((point, times) -> byKind.merge(point.replaceAll(" of .*", ""), times, Integer::sum));
        console.line(
                "%,d simulated crashes at %d points, %,d more while recovering, %,d records: nothing lost, nothing twice"
                        .formatted(crashes, Math.min(crashes, points.size()), again, history.records()));
        byKind.forEach((kind, times) -> console.line("  %-40s %,6d".formatted(kind, times)));
    }

    private static List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (String table : TABLES) {
            for (String kind : List.of("data file", "commit", "checkpoint", "pointer to the checkpoint")) {
                for (Moment moment : Moment.values()) {
                    points.add(new Point(kind + " of " + table, moment));
                }
            }
        }
        points.add(new Point("identities", Moment.BEFORE));
        points.add(new Point("identities", Moment.AFTER));
        return points;
    }

    private void crashAt(Point point) {
        Mishap.plan(point);
        for (int run = 0; run < RUNS_TO_A_POINT; run++) {
            history.publish(RECORDS_A_RUN);
            if (crashes()) {
                reached.merge(point.toString(), 1, Integer::sum);
                return;
            }
        }
        throw new BenchFailedException("the point '%s' was never reached in %d runs".formatted(point, RUNS_TO_A_POINT));
    }

    /** Plans a second crash, which need not be reached by what is left to do. */
    private boolean crashWhileRecovering(List<Point> points) {
        Mishap.plan(points.get(random.nextInt(points.size())));
        boolean crashed = crashes();
        Mishap.plan(null);
        return crashed;
    }

    private boolean crashes() {
        try {
            ingest();
            return false;
        } catch (RuntimeException e) {
            if (!Mishap.happened()) {
                throw e;
            }
            Mishap.revive();
            return true;
        }
    }

    private void ingest() {
        new Ingest(lake, config, SimulatedCrashes::pass).catchUp(batch -> {});
    }

    /** Tables are crashed at by their files; what is left are the identities, which are no Delta table. */
    private static void pass(String step) {
        try {
            if (step.equals("before identities")) {
                Mishap.pass("identities", Moment.BEFORE);
            } else if (step.equals("after identities")) {
                Mishap.pass("identities", Moment.AFTER);
            }
        } catch (Mishap.CrashException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(int crashes) {
        List<String> faults = history.faults(lake);
        if (!faults.isEmpty()) {
            throw new BenchFailedException("after %,d simulated crashes: %s".formatted(crashes, faults));
        }
    }
}

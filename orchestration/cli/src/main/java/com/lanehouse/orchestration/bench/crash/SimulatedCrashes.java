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
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/**
 * Crashes within one process: a write of a data file, a commit, a checkpoint or the index of identities fails at a
 * planned point, nothing can be written after it, and ingest is started anew.
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

    private static final int AGAIN_OF_TEN = 3;
    private static final int RARELY = 3;

    private final Path lake;
    private final IngestConfig config;
    private final PublishedHistory history;
    private final Random random;
    private final Console console;
    private final CrashTally tally;

    SimulatedCrashes(
            Path lake,
            KafkaConnection broker,
            EventProducer producer,
            Random random,
            CrashTally tally,
            Console console) {
        this.lake = lake;
        this.config = new IngestConfig(broker, RECORDS_A_BATCH, 1L << 20, Duration.ofSeconds(1));
        this.history = new PublishedHistory(producer, random);
        this.random = random;
        this.tally = tally;
        this.console = console;
    }

    /** From now on all lakes of this process are written through the files that crash. */
    static void arm() {
        Configuration.addDefaultResource("com/lanehouse/orchestration/bench/crash/crashing-files.xml");
    }

    /**
     * Crashes at every point given, in turn.
     *
     * @throws BenchFailedException when a point is not reached, something else fails, or a record was lost or is there
     *     twice
     */
    void run(List<Point> crashes) {
        ingest();
        for (Point point : crashes) {
            crashAt(point);
            if (random.nextInt(10) < AGAIN_OF_TEN) {
                crashWhileRecovering(crashes.get(random.nextInt(crashes.size())));
            }
            ingest();
            console.progress("%s in this lake, at last %s".formatted(tally, point));
        }
        List<String> faults = history.faults(lake);
        if (!faults.isEmpty()) {
            throw new BenchFailedException("after %s: %s".formatted(tally, faults));
        }
        tally.records(history.records());
    }

    /** Points to crash at, in turn; checkpoints, which come with every tenth commit only, a third as often. */
    static List<Point> points(int crashes) {
        List<Point> frequent =
                new ArrayList<>(List.of(new Point("identities", Moment.BEFORE), new Point("identities", Moment.AFTER)));
        List<Point> rare = new ArrayList<>();
        for (String table : TABLES) {
            for (Moment moment : Moment.values()) {
                frequent.add(new Point("data file of " + table, moment));
                frequent.add(new Point("commit of " + table, moment));
                rare.add(new Point("checkpoint of " + table, moment));
                rare.add(new Point("pointer to the checkpoint of " + table, moment));
            }
        }
        List<Point> points = new ArrayList<>();
        for (int round = 0; points.size() < crashes; round++) {
            points.addAll(frequent);
            for (int i = round % RARELY; i < rare.size(); i += RARELY) {
                points.add(rare.get(i));
            }
        }
        return points.subList(0, crashes);
    }

    private void crashAt(Point point) {
        Mishap.plan(point);
        for (int run = 0; run < RUNS_TO_A_POINT; run++) {
            history.publish(RECORDS_A_RUN);
            if (crashes()) {
                tally.crashed(point);
                return;
            }
        }
        throw new BenchFailedException("the point '%s' was never reached in %d runs".formatted(point, RUNS_TO_A_POINT));
    }

    /** Plans a second crash, which need not be reached by what is left to do. */
    private void crashWhileRecovering(Point point) {
        Mishap.plan(point);
        if (crashes()) {
            tally.crashedAgain();
        }
        Mishap.plan(null);
    }

    private boolean crashes() {
        try {
            ingest();
            return false;
        } catch (RuntimeException e) {
            if (!Mishap.happened()) {
                throw e;
            }
            awaitThreads();
            Mishap.revive();
            return true;
        }
    }

    /** Nothing of a dead process may go on when the next one has begun. Batches are written by the common pool. */
    private static void awaitThreads() {
        if (!ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.MINUTES)) {
            throw new BenchFailedException("threads of an ingest that crashed are still busy after a minute");
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
}

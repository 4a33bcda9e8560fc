package com.lanehouse.scoring.bulk;

import com.lanehouse.scoring.KeyCheck;
import com.lanehouse.scoring.RateEvents;
import io.helidon.webserver.http.HttpService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bulk rates: what is asked over HTTP, the database of jobs, and the threads that work on them. */
public final class BulkRates implements AutoCloseable {
    /** Where the routes of {@link #routes} belong. */
    public static final String PATH = BulkEndpoint.PATH;

    public static final int MOST_BYTES = BodyStream.MOST_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(BulkRates.class);
    private static final Duration SAY_EVERY = Duration.ofSeconds(3);
    private static final Duration CLEAN_EVERY = Duration.ofMinutes(10);

    private final Database database;
    private final LivingProcesses processes;
    private final BulkWorkers workers;
    private final Reception reception;
    private final BulkEndpoint endpoint;
    private final Clock clock;
    private final Duration keepResults;
    /** Two threads: cleaning may take long, and meanwhile this process must say that it lives. */
    private final ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("bulk-clockwork-", 0).daemon().factory());

    private BulkRates(
            BulkConfig config,
            Database database,
            LivingProcesses processes,
            LaneRater rater,
            RateEvents events,
            KeyCheck keys,
            Clock clock) {
        this.database = database;
        this.processes = processes;
        this.clock = clock;
        this.keepResults = config.keepResults();
        workers = new BulkWorkers(database, rater, events, clock);
        reception = new Reception(database, rater, workers, clock);
        endpoint = new BulkEndpoint(database, reception, keys, clock);
    }

    /**
     * Opens the database and goes on with the jobs in it.
     *
     * @param folder of the service's own files
     * @throws IllegalArgumentException when the database cannot be used
     */
    public static BulkRates open(
            BulkConfig config, Path folder, LaneRater rater, RateEvents events, KeyCheck keys, Clock clock) {
        Database database = Database.open(config.database(), folder, System.getenv());
        // What a killed process held need not wait until its leases run out.
        LivingProcesses processes = LivingProcesses.join(folder, () -> {
            if (config.database().isEmpty()) {
                database.transaction(connection -> {
                    ChunkTable.giveBackAll(connection);
                    KeyTable.freeAll(connection);
                    return null;
                });
            }
        });
        BulkRates bulk = new BulkRates(config, database, processes, rater, events, keys, clock);
        bulk.workers.start(config.workers());
        bulk.every(SAY_EVERY, bulk.reception::stillHere);
        bulk.every(CLEAN_EVERY, bulk::clean);
        return bulk;
    }

    private void every(Duration time, Runnable task) {
        clockwork.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        LOG.warn("bulk jobs: {}", e.toString());
                    }
                },
                0,
                time.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Removes what need not be kept any longer. */
    void clean() {
        Instant now = clock.instant();
        database.transaction(connection -> {
            KeyTable.removeOld(connection, now);
            return null;
        });
        for (String jobId : database.read(connection -> JobTable.endedBefore(connection, now.minus(keepResults)))) {
            database.transaction(connection -> {
                JobTable.remove(connection, jobId);
                return null;
            });
        }
    }

    public HttpService routes() {
        return endpoint;
    }

    /** How many jobs no row of which has been taken yet. */
    public double jobsWaiting() {
        return jobs(Job.Status.ACCEPTED);
    }

    public double jobsRunning() {
        return jobs(Job.Status.RUNNING);
    }

    /** Not a number while the database is away: the other metrics are told all the same. */
    private double jobs(Job.Status status) {
        try {
            return database.read(connection -> JobTable.count(connection, status));
        } catch (DatabaseException e) {
            return Double.NaN;
        }
    }

    /** Rows that this process has given, by what was given: a rate or an error. */
    public Map<String, Double> rows() {
        return Map.of("rate", (double) workers.rowsDone(), "error", (double) workers.rowsFailed());
    }

    /** Lets the chunks that are being rated come to their end; the rest waits for who opens the database next. */
    @Override
    public void close() {
        clockwork.shutdownNow();
        workers.close();
        database.close();
        processes.close();
    }
}

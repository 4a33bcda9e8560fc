package com.lanehouse.scoring.bulk;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.spool.SpoolException;
import com.lanehouse.scoring.RateEvents;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that rate chunks, one after another, whosever turn it is. A chunk's results and events are stored together first; then the events
 * are kept for the broker; only then the chunk counts and its results can be read. So a crash at any point leaves
 * rows to be rated or events to be kept again, and never a rate that is not on record.
 */
final class BulkWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BulkWorkers.class);
    /** How often to look for jobs that other processes accepted, and for leases that ran out. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    /** So often a chunk may end its process or be unreadable before its job is given up. */
    static final int MOST_ATTEMPTS = 5;

    private final Database database;
    private final LaneRater rater;
    private final RateEvents events;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private final LongAdder rowsDone = new LongAdder();
    private final LongAdder rowsFailed = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;
    private volatile String failure;

    BulkWorkers(Database database, LaneRater rater, RateEvents events, Clock clock) {
        this.database = requireNonNull(database, "database is null");
        this.rater = requireNonNull(rater, "rater is null");
        this.events = requireNonNull(events, "events is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    void start(int workers) {
        for (int i = 0; i < workers; i++) {
            threads.add(Thread.ofPlatform().name("bulk-" + i).daemon().start(this::work));
        }
    }

    /** There may be work. */
    void wake() {
        news.release();
    }

    long rowsDone() {
        return rowsDone.sum();
    }

    long rowsFailed() {
        return rowsFailed.sum();
    }

    private void work() {
        while (!closing) {
            try {
                if (!step()) {
                    news.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                    news.drainPermits();
                }
                failure = null;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // Also when memory runs out: a worker that ends by itself is never noticed.
                failed(e);
            }
        }
    }

    private void failed(Throwable e) {
        if (!e.toString().equals(failure)) {
            LOG.error("bulk jobs wait: {}", e.toString());
        }
        failure = e.toString();
        try {
            Thread.sleep(AGAIN_AFTER);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    /** @return false when there was nothing to do */
    boolean step() {
        Optional<LaneRater.Round> round = rater.round();
        if (round.isEmpty()) {
            return false;
        }
        Optional<Chunk> taken = database.transaction(connection -> ChunkTable.take(connection, clock.instant()));
        taken.ifPresent(chunk -> workOn(chunk, round.orElseThrow()));
        return taken.isPresent();
    }

    private void workOn(Chunk chunk, LaneRater.Round round) {
        try {
            if (chunk.isRated()) {
                finish(chunk);
            } else if (chunk.attempts() > MOST_ATTEMPTS) {
                LOG.error(
                        "chunk {} of job {} failed {} times; the job is given up",
                        chunk.number(),
                        chunk.jobId(),
                        MOST_ATTEMPTS);
                database.transaction(connection -> {
                    JobTable.end(connection, chunk.jobId(), Job.Status.FAILED, clock.instant());
                    return null;
                });
            } else {
                Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                Chunk.Outcome outcome = ChunkRating.of(chunk, round, now);
                if (database.transaction(
                        connection -> ChunkTable.storeRated(connection, chunk, outcome, clock.instant()))) {
                    finish(chunk.rated(outcome));
                }
            }
        } catch (DatabaseException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("chunk {} of job {} is tried again", chunk.number(), chunk.jobId(), e);
            giveBack(chunk);
        }
    }

    /** Keeps the events of a chunk that is rated; if that cannot be done now, somebody will try again. */
    void finish(Chunk chunk) {
        List<byte[]> lines = new ArrayList<>();
        PackedLines.forEachText(chunk.lines(), line -> lines.add(line.getBytes(StandardCharsets.UTF_8)));
        try {
            if (!lines.isEmpty()) {
                events.keep(lines.toArray(byte[][]::new));
            }
        } catch (SpoolException e) {
            LOG.error(
                    "rates of job {} are not given yet, since they cannot be recorded: {}",
                    chunk.jobId(),
                    e.getMessage());
            giveBack(chunk);
            return;
        }
        database.transaction(connection -> {
            ChunkTable.storeDone(connection, chunk, clock.instant());
            return null;
        });
        rowsDone.add(chunk.done());
        rowsFailed.add(chunk.failed());
    }

    private void giveBack(Chunk chunk) {
        database.transaction(connection -> {
            ChunkTable.giveBack(connection, chunk, clock.instant().plus(AGAIN_AFTER));
            return null;
        });
    }

    /** Lets the chunks that are being rated come to their end. */
    @Override
    public void close() {
        closing = true;
        news.release(threads.size());
        for (Thread thread : threads) {
            try {
                if (!thread.join(STOP_WITHIN)) {
                    LOG.warn("{} does not end; its chunk is rated by who starts next", thread.getName());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package com.lanehouse.events.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that looks after a spool's files. It never waits for the broker, so the disk has them in time. */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Something to do with files. */
    interface Work {
        void run() throws IOException;
    }

    private final Duration forceEvery;
    private final Work force;
    private final List<Work> others;
    private final Thread thread;
    private long forced = System.nanoTime();
    private volatile boolean stopped;
    private volatile String failure;

    /** @param others done again and again, each although another fails */
    static Keeper start(Duration forceEvery, Work force, Work... others) {
        Keeper keeper = new Keeper(forceEvery, force, List.of(others));
        keeper.thread.start();
        return keeper;
    }

    private Keeper(Duration forceEvery, Work force, List<Work> others) {
        this.forceEvery = forceEvery;
        this.force = force;
        this.others = others;
        thread = Thread.ofPlatform().name("event-spool (files)").daemon().unstarted(this::keep);
    }

    private void keep() {
        while (!stopped) {
            String now = failure(this::forceNowAndThen);
            for (Work work : others) {
                String next = failure(work);
                now = now == null ? next : now;
            }
            if (now != null && !now.equals(failure)) {
                LOG.warn("cannot look after the event spool: {}", now);
            }
            failure = now;
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void forceNowAndThen() throws IOException {
        long now = System.nanoTime();
        if (now - forced >= forceEvery.toNanos()) {
            force.run();
            forced = now;
        }
    }

    /** Why it failed; null when it did not. */
    private static String failure(Work work) {
        try {
            work.run();
            return null;
        } catch (IOException | RuntimeException | Error e) {
            // Also when memory runs out: nobody would look after the files any more.
            return "files: " + e;
        }
    }

    /** What is wrong with the files, if anything is known to be. */
    Stream<String> failures() {
        return Stream.ofNullable(failure);
    }

    /** Ends soon. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    Thread thread() {
        return thread;
    }
}

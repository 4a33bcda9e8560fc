package com.lanehouse.orchestration.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Ctrl-C and SIGTERM, for what goes on until it is stopped: they are heard, and the process ends when the work in hand
 * has ended, or after a minute.
 */
final class StopSignal implements AutoCloseable {
    private static final int MOST_SECONDS = 60;
    /** Before Spark's own hook, which would take the session away from the work in hand. */
    private static final int PRIORITY = 100;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private StopSignal() {}

    static StopSignal install() {
        StopSignal signal = new StopSignal();
        ShutdownHookManager.get().addShutdownHook(signal::stop, PRIORITY, MOST_SECONDS + 1, TimeUnit.SECONDS);
        return signal;
    }

    private void stop() {
        stopping.countDown();
        try {
            ended.await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Waits for an instant, or for the signal. */
    void awaitUntil(Instant instant, Clock clock) {
        try {
            stopping.await(Duration.between(clock.instant(), instant).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    /** The work in hand has ended. */
    @Override
    public void close() {
        ended.countDown();
    }
}

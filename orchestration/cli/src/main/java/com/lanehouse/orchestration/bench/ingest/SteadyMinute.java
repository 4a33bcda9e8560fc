package com.lanehouse.orchestration.bench.ingest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** A minute in which so much is done as evenly as fifty steps a second allow. */
final class SteadyMinute {
    private static final int STEPS_A_SECOND = 50;
    private static final int STEPS = STEPS_A_SECOND * 60;

    private SteadyMinute() {}

    /** Gives the numbers from 0 to count − 1, each when it is due; late ones follow at once. */
    static void pass(int count, IntConsumer due) {
        long start = System.nanoTime();
        for (int step = 0; step < STEPS; step++) {
            long at = start + TimeUnit.SECONDS.toNanos(1) * step / STEPS_A_SECOND;
            while (System.nanoTime() < at) {
                LockSupport.parkNanos(at - System.nanoTime());
            }
            int from = (int) ((long) count * step / STEPS);
            int to = (int) ((long) count * (step + 1) / STEPS);
            for (int i = from; i < to; i++) {
                due.accept(i);
            }
        }
    }
}

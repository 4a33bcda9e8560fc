package com.lanehouse.orchestration.bench.crash;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The crash that is planned for this process's file system. Once it has happened nothing can be written any more, as in
 * a process that died, until {@link #revive}. Static because Hadoop makes the file system by its class's name.
 */
final class Mishap {
    private static final AtomicReference<Point> PLANNED = new AtomicReference<>();
    private static final AtomicReference<Point> HAPPENED = new AtomicReference<>();

    private Mishap() {}

    /** When, in relation to what is done. */
    enum Moment {
        BEFORE,
        HALFWAY,
        AFTER
    }

    /**
     * A place to crash at.
     *
     * @param what such as {@code commit of bronze.events}
     */
    record Point(String what, Moment moment) {
        @Override
        public String toString() {
            return moment.name().toLowerCase(java.util.Locale.ROOT) + " " + what;
        }
    }

    /** Crashes at the next pass of a point. */
    static void plan(Point point) {
        PLANNED.set(point);
    }

    /** Lets files be written again. */
    static void revive() {
        HAPPENED.set(null);
    }

    static boolean happened() {
        return HAPPENED.get() != null;
    }

    /**
     * Passes a point.
     *
     * @throws CrashException when the crash is planned for it, or has happened
     */
    static void pass(String what, Moment moment) throws CrashException {
        Point here = new Point(what, moment);
        Point planned = PLANNED.get();
        if (here.equals(planned) && PLANNED.compareAndSet(planned, null)) {
            HAPPENED.set(here);
        }
        if (happened()) {
            throw new CrashException("simulated crash " + HAPPENED.get());
        }
    }

    /** Whether the crash is planned for a point, for what must be prepared before it. */
    static boolean isPlannedFor(String what, Moment moment) {
        return new Point(what, moment).equals(PLANNED.get());
    }

    /** What a file system says when its process dies. */
    static final class CrashException extends IOException {
        CrashException(String message) {
            super(message);
        }
    }
}

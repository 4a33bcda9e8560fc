package com.lanehouse.events.spool;

/** How far one topic has come in one segment. Its sender moves on; answers of the broker come from any thread. */
final class Progress {
    private long read;
    private int underWay;
    private long firstRefused;
    private Exception refusal;

    /** Where its sender reads on. */
    synchronized long read() {
        return read;
    }

    /** What stands before this needs nothing more than what is under way. */
    synchronized void readTo(long end) {
        read = end;
    }

    /**
     * A line of the topic is about to be sent. In one step, so that at no moment it is neither ahead nor under way.
     *
     * @param end where the line ends
     */
    synchronized void sending(long end) {
        underWay++;
        read = end;
    }

    synchronized void arrived() {
        underWay--;
    }

    /** @param start where the line begins that was sent in vain */
    synchronized void refused(long start, Exception why) {
        underWay--;
        if (refusal == null || start < firstRefused) {
            firstRefused = start;
            refusal = why;
        }
    }

    synchronized boolean isUnderWay() {
        return underWay > 0;
    }

    /** True when no more than one line is under way and none was refused. */
    synchronized boolean isAlone() {
        return underWay <= 1 && refusal == null;
    }

    /** Why the first line that was refused was refused; null when none was. */
    synchronized Exception refusal() {
        return refusal;
    }

    /** From the first line on that was refused, if any; what stands before it has arrived. */
    synchronized void again() {
        if (refusal != null) {
            read = firstRefused;
            refusal = null;
        }
    }

    /** True when everything before {@code end} was read and what was sent of it has arrived. */
    synchronized boolean isFinished(long end) {
        return read == end && underWay == 0 && refusal == null;
    }
}

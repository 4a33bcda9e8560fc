package com.lanehouse.events.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what a part holds of one topic, in order, by a thread of its own. It reads every line and passes over those of other
 * topics. What is refused holds up this topic alone: everything from the first line on that was refused is sent again.
 */
final class TopicSender {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSender.class);
    /** Nobody waits for an event to arrive, so no appending thread has to wake one that sends: it looks. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final int MOST_BYTES_READ = 256 << 10;

    private final String topic;
    private final Segments segments;
    private final Outlet outlet;
    private final Aside aside;
    private final SpoolConfig config;
    private final Thread thread;
    private volatile boolean finishing;
    private volatile boolean stopped;
    private volatile String failure;
    /** The next line to be sent is one that was refused. Used by the sending thread alone. */
    private boolean resuming;

    /** @param topic {@link SpoolLine#NO_TOPIC} for lines that have none */
    static TopicSender start(String topic, Segments segments, Outlet outlet, Aside aside, SpoolConfig config) {
        TopicSender sender = new TopicSender(topic, segments, outlet, aside, config);
        sender.thread.start();
        return sender;
    }

    private TopicSender(String topic, Segments segments, Outlet outlet, Aside aside, SpoolConfig config) {
        this.topic = topic;
        this.segments = segments;
        this.outlet = outlet;
        this.aside = aside;
        this.config = config;
        thread = Thread.ofPlatform().name("event-spool " + name()).daemon().unstarted(this::sendAll);
    }

    private String name() {
        return topic.equals(SpoolLine.NO_TOPIC) ? "(no topic)" : topic;
    }

    /** The topic and why nothing of it arrives at present; null when nothing is known to be wrong. */
    String failure() {
        return failure;
    }

    /** No more lines will come: ends when the broker has all there are. */
    void finish() {
        finishing = true;
        LockSupport.unpark(thread);
    }

    /** Ends soon, whatever is left. */
    void stop() {
        stopped = true;
        thread.interrupt();
    }

    Thread thread() {
        return thread;
    }

    private void sendAll() {
        while (!stopped && !(finishing && segments.areFinished(topic))) {
            try {
                if (!sendSome()) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (IOException | RuntimeException | Error e) {
                // Also when memory runs out: a thread that ends by itself is never noticed.
                failed(e);
            }
        }
    }

    /** @return false when there was nothing to do */
    private boolean sendSome() throws IOException {
        Optional<Exception> refusal = segments.stream()
                .map(segment -> segment.progress(topic).refusal())
                .filter(why -> why != null)
                .findFirst();
        if (refusal.isPresent()) {
            // What overtook the refused line while it was under way comes again after it, so first let it arrive.
            if (segments.stream().anyMatch(segment -> segment.progress(topic).isUnderWay())) {
                return false;
            }
            failed(refusal.get());
            segments.stream().forEach(segment -> segment.progress(topic).again());
            return true;
        }
        Optional<Segment> unfinished =
                segments.stream().filter(segment -> !segment.isFinished(topic)).findFirst();
        if (unfinished.isEmpty()) {
            mended();
            return false;
        }
        // The next file waits until the broker has this one: what is refused late would else come after it.
        if (unfinished.get().isRead(topic)) {
            return false;
        }
        read(unfinished.get());
        return true;
    }

    private void read(Segment segment) throws IOException {
        Progress progress = segment.progress(topic);
        long start = progress.read();
        byte[] lines;
        try {
            lines = segment.lines(start, MOST_BYTES_READ);
        } catch (IOException e) {
            if (segment.isFinished(topic)) {
                // Others have found meanwhile that it holds nothing of this topic, and it is gone.
                return;
            }
            throw e;
        }
        int from = 0;
        while (from < lines.length && progress.refusal() == null && !stopped) {
            int end = from;
            while (lines[end] != '\n') {
                end++;
            }
            byte[] event = Arrays.copyOfRange(lines, from, end);
            SpoolLine line = SpoolLine.read(event, config.topics());
            segment.holds(line.topic());
            if (line.topic().equals(topic)) {
                progress.sending(start + end + 1);
                send(progress, start + from, line, event);
            }
            from = end + 1;
        }
        segment.seen(start + from);
        progress.readTo(start + from);
    }

    private void send(Progress progress, long start, SpoolLine line, byte[] event) {
        boolean mends = resuming;
        resuming = false;
        try {
            outlet.send(topic, line.key(), event, refusal -> answered(progress, start, event, mends, refusal));
        } catch (RuntimeException | Error e) {
            progress.refused(start, new IllegalStateException("it could not be handed over: " + e, e));
            throw e;
        }
    }

    private void answered(Progress progress, long start, byte[] event, boolean mends, Exception refusal) {
        // While a line before it may still be refused, it would be put aside again whenever that is sent again.
        boolean goesAside = refusal != null && Aside.isFor(refusal) && progress.isAlone();
        Exception left = goesAside ? putAside(event, refusal) : refusal;
        if (left != null) {
            progress.refused(start, left);
        } else {
            if (mends) {
                mended();
            }
            progress.arrived();
        }
    }

    /** @return why it could not be; null when it was */
    private Exception putAside(byte[] event, Exception why) {
        try {
            aside.put(event, why.toString());
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private void failed(Throwable e) {
        String now = name() + ": " + e;
        if (!now.equals(failure)) {
            LOG.warn("events wait until the broker takes them: {}", now);
        }
        failure = now;
        resuming = true;
        LockSupport.parkNanos(config.retryAfter().toNanos());
    }

    private void mended() {
        if (failure != null) {
            LOG.info("events of {} arrive again", name());
        }
        failure = null;
    }
}

package com.lanehouse.events.spool;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.lanehouse.events.KafkaConnection;
import com.lanehouse.events.KafkaSettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to the broker. They are kept in files, one line an event, from before {@link #append} returns until
 * the broker has them; a thread for each topic sends its events in order, and no topic waits for another. So nobody waits
 * for the broker, and the end of the process, however sudden, loses none: who opens the folder next, or has it open, sends
 * what is left, some of it twice, which their identities tell.
 *
 * <p>Thread-safe. A thread that is interrupted does no harm to others and stays interrupted.
 */
public final class EventSpool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventSpool.class);
    /** A file that the broker has all of goes early when it has grown so large: less to send twice after a crash. */
    private static final long WORTH_A_NEW_FILE = 256 << 10;

    private final SpoolConfig config;
    private final Outlet outlet;
    private final Part part;
    private final Segments segments;
    private final PartSender sender;
    private final LeftParts leftParts;
    private final Keeper keeper;
    private volatile Segment current;
    private boolean closing;

    /**
     * Opens a spool and begins to send what is left in it.
     *
     * @throws KafkaSettingsException when the settings of the connection do not work
     */
    public static EventSpool open(SpoolConfig config, KafkaConnection broker) {
        requireNonNull(config, "config is null");
        return open(config, new KafkaOutlet(broker, config.topics().values()));
    }

    static EventSpool open(SpoolConfig config, Outlet outlet) {
        try {
            Part part = Part.free(config.folder());
            try {
                return new EventSpool(config, outlet, part);
            } catch (IOException | RuntimeException e) {
                part.close();
                throw e;
            }
        } catch (IOException | UncheckedIOException e) {
            outlet.close();
            throw new UncheckedIOException(
                    "cannot open the event spool in " + config.folder(),
                    e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e);
        }
    }

    private EventSpool(SpoolConfig config, Outlet outlet, Part part) throws IOException {
        this.config = config;
        this.outlet = outlet;
        this.part = part;
        segments = Segments.left(part.files(), PartSender.topics(config));
        if (!segments.isEmpty()) {
            LOG.info("{} bytes of events were left in {} and are sent now", segments.bytesWaiting(), part.folder());
        }
        current = Segment.create(part.folder(), segments.nextNumber(), PartSender.topics(config));
        segments.add(current);
        sender = PartSender.start(part, segments, outlet, config);
        leftParts = new LeftParts(config, outlet);
        keeper = Keeper.start(
                config.forceEvery(), () -> current.force(), this::beginAnew, segments::removeFinished, leftParts::goOn);
    }

    /**
     * Keeps events, all of them or none, in the order given.
     *
     * @param events CloudEvents as JSON on one line each, with {@code type} and, if any, {@code partitionkey} before their
     *     data
     * @throws SpoolException when they could not be kept
     */
    public void append(byte[]... events) {
        byte[] lines = lines(events);
        synchronized (this) {
            if (closing) {
                throw new SpoolException("the event spool is closed", null);
            }
            try {
                if (current.bytes() > 0 && current.bytes() + lines.length > config.segmentBytes()) {
                    long waiting = segments.bytesWaiting();
                    if (waiting + lines.length > config.mostBytes()) {
                        throw new IOException("%,d bytes wait for the broker, no more may".formatted(waiting));
                    }
                    fill();
                }
                current.append(lines);
            } catch (IOException e) {
                throw new SpoolException("cannot keep an event in " + part.folder() + ": " + e.getMessage(), e);
            }
        }
    }

    private static byte[] lines(byte[]... events) {
        byte[] lines = new byte
                [Arrays.stream(events).mapToInt(event -> event.length + 1).sum()];
        int at = 0;
        for (byte[] event : events) {
            System.arraycopy(event, 0, lines, at, event.length);
            at += event.length;
            lines[at++] = '\n';
        }
        return lines;
    }

    private void fill() throws IOException {
        // First: where the disk refuses, no file is made that a second attempt would find in its way.
        current.force();
        Segment next = Segment.create(part.folder(), current.number() + 1, PartSender.topics(config));
        current.fill();
        current = next;
        segments.add(next);
    }

    private synchronized void beginAnew() throws IOException {
        if (!closing && current.bytes() >= WORTH_A_NEW_FILE && current.isFinished()) {
            fill();
        }
    }

    /** Bytes of events that the broker may not have yet, with those of dead processes that this one is sending. */
    public long bytesWaiting() {
        return segments.bytesWaiting() + leftParts.bytesWaiting();
    }

    /** Which topics nothing arrives of at present, and why; null when nothing is known to be wrong. */
    public String failure() {
        String failures = Stream.of(sender.failures(), leftParts.failures(), keeper.failures())
                .flatMap(failure -> failure)
                .distinct()
                .sorted()
                .collect(joining("; "));
        return failures.isEmpty() ? null : failures;
    }

    /**
     * Refuses further events, waits a while until the broker has what is there, and leaves the rest to who opens next. An
     * interrupted thread does not wait for the broker.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        // Taken away meanwhile: what lets go of things would give up half way.
        boolean interrupted = Thread.interrupted();
        try {
            sender.finish();
            if (!interrupted) {
                sender.await(config.closeWithin());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        keeper.stop();
        interrupted |= join(Stream.of(keeper.thread()));
        sender.stop();
        leftParts.stop();
        outlet.close();
        interrupted |= join(Stream.concat(sender.threads(), leftParts.threads()));
        letGo();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return true when this thread was interrupted meanwhile */
    private static boolean join(Stream<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads.toList()) {
            while (thread.isAlive()) {
                try {
                    thread.join(Duration.ofSeconds(1));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        return interrupted;
    }

    private void letGo() {
        long left = segments.bytesWaiting();
        try {
            if (!current.isFinished()) {
                current.force();
            }
        } catch (IOException e) {
            LOG.warn("cannot force {}: {}", current.file(), e.toString());
        }
        current.fill();
        try {
            segments.removeFinished();
        } catch (IOException e) {
            LOG.warn("cannot delete what was sent in {}: {}", part.folder(), e.toString());
        }
        leftParts.close();
        try {
            part.close();
        } catch (IOException e) {
            LOG.warn("cannot let go of {}: {}", part.folder(), e.toString());
        }
        if (left > 0) {
            LOG.warn("{} bytes of events stay in {} and are sent when it is opened again", left, part.folder());
        }
    }
}

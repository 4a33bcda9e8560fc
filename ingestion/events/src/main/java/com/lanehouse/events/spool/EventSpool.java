package com.lanehouse.events.spool;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.KafkaConnection;
import com.lanehouse.events.KafkaSettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to the broker. They are kept in files, one line an event, from before {@link #append} returns until
 * the broker has them; a thread of its own sends them in order. So nobody waits for the broker, and the end of the process,
 * however sudden, loses none: who opens the folder next sends what is left, some of it twice, which their identities tell.
 *
 * <p>Thread-safe.
 */
public final class EventSpool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventSpool.class);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int MOST_BYTES_READ = 256 << 10;
    private static final int MOST_PARTS = 1_000;
    /** A file that the broker has all of goes early when it has grown so large: less to send twice after a crash. */
    private static final long WORTH_A_NEW_FILE = 256 << 10;

    private final SpoolConfig config;
    private final Outlet outlet;
    private final Path folder;
    private final FileChannel lockFile;
    private final ConcurrentLinkedDeque<Segment> segments = new ConcurrentLinkedDeque<>();
    private final Thread sender;
    private Segment current;
    private long forced;
    private volatile boolean closing;
    private volatile String failure;

    /**
     * Opens a spool and begins to send what is left in it.
     *
     * @throws KafkaSettingsException when the settings of the connection do not work
     */
    public static EventSpool open(SpoolConfig config, KafkaConnection broker) {
        requireNonNull(config, "config is null");
        return open(config, new KafkaOutlet(broker));
    }

    static EventSpool open(SpoolConfig config, Outlet outlet) {
        try {
            return new EventSpool(config, outlet);
        } catch (IOException e) {
            outlet.close();
            throw new UncheckedIOException("cannot open the event spool in " + config.folder(), e);
        }
    }

    private EventSpool(SpoolConfig config, Outlet outlet) throws IOException {
        this.config = config;
        this.outlet = outlet;
        Part part = Part.free(config.folder());
        folder = part.folder();
        lockFile = part.lockFile();
        long next = 0;
        for (Path file : files(folder)) {
            segments.add(Segment.left(file));
            next = Segment.number(file) + 1;
        }
        if (!segments.isEmpty()) {
            LOG.info("{} bytes of events were left in {} and are sent now", bytesWaiting(), folder);
        }
        current = Segment.create(folder, next);
        segments.add(current);
        sender = Thread.ofPlatform().name("event-spool").daemon().start(this::sendAll);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Segment.number(file) >= 0)
                    .sorted(Comparator.comparing(Segment::number))
                    .toList();
        }
    }

    /**
     * Keeps events, all of them or none, in the order given.
     *
     * @param events CloudEvents as JSON on one line each, with {@code type} and, if any, {@code partitionkey} before their
     *     data
     * @throws SpoolException when they could not be kept
     */
    public void append(byte[]... events) {
        int size = Arrays.stream(events).mapToInt(event -> event.length + 1).sum();
        ByteBuffer lines = ByteBuffer.allocate(size);
        for (byte[] event : events) {
            lines.put(event).put((byte) '\n');
        }
        lines.flip();
        synchronized (this) {
            if (closing) {
                throw new SpoolException("the event spool is closed", null);
            }
            try {
                if (current.bytes() > 0 && current.bytes() + size > config.segmentBytes()) {
                    if (bytesWaiting() + size > config.mostBytes()) {
                        throw new IOException("%,d bytes wait for the broker, no more may".formatted(bytesWaiting()));
                    }
                    fill();
                }
                current.append(lines);
            } catch (IOException e) {
                throw new SpoolException("cannot keep an event in " + folder + ": " + e.getMessage(), e);
            }
        }
        LockSupport.unpark(sender);
    }

    private void fill() throws IOException {
        // First: where the disk refuses, no file is made that a second attempt would find in its way.
        current.force();
        Segment next = Segment.create(folder, current.number() + 1);
        current.fill();
        current = next;
        segments.add(next);
    }

    /** Bytes of events that the broker may not have yet. */
    public long bytesWaiting() {
        return segments.stream()
                .filter(segment -> !(segment.isRead() && segment.hasArrived()))
                .mapToLong(Segment::bytes)
                .sum();
    }

    /** Why nothing arrives at present; null when nothing is known to be wrong. */
    public String failure() {
        return failure;
    }

    private void sendAll() {
        while (!closing || bytesWaiting() > 0) {
            try {
                forceNowAndThen();
                if (!sendSome()) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            } catch (IOException | RuntimeException e) {
                failed(e);
            }
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /** @return false when there was nothing to do */
    private boolean sendSome() throws IOException {
        Segment refused = segments.stream()
                .filter(segment -> segment.failure() != null && !segment.isUnderWay())
                .findFirst()
                .orElse(null);
        if (refused != null) {
            failed(refused.failure());
            refused.again();
            return true;
        }
        removeArrived();
        Segment unread = segments.stream()
                .filter(segment -> !segment.isRead())
                .findFirst()
                .orElse(null);
        if (unread == null || unread.failure() != null) {
            return false;
        }
        byte[] lines = unread.next(MOST_BYTES_READ);
        try {
            // After a failure the file is read from its beginning again.
            for (int from = 0; from < lines.length && unread.failure() == null; ) {
                int end = from;
                while (lines[end] != '\n') {
                    end++;
                }
                send(unread, Arrays.copyOfRange(lines, from, end));
                from = end + 1;
            }
        } catch (RuntimeException e) {
            unread.failed(e);
        }
        return true;
    }

    private void send(Segment segment, byte[] event) {
        SpoolLine line;
        String topic;
        try {
            line = SpoolLine.read(event);
            topic = config.topics().get(line.type());
            if (topic == null) {
                throw new IOException("no topic for events of type " + line.type());
            }
        } catch (IOException e) {
            putAside(event, e);
            return;
        }
        segment.sent();
        outlet.send(topic, line.key(), event, exception -> {
            if (exception instanceof RecordTooLargeException) {
                putAside(event, exception);
                segment.done(null);
            } else {
                if (exception == null) {
                    failure = null;
                }
                segment.done(exception);
            }
        });
    }

    /** What can never be sent must not keep all else waiting. */
    private void putAside(byte[] event, Exception why) {
        Path aside = folder.resolve("aside.ndjson");
        LOG.warn("an event can not be sent and is put aside in {}: {}", aside, why.toString());
        try {
            Files.write(
                    aside,
                    (new String(event, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("and could not be put aside: {}", e.toString());
        }
    }

    private void failed(Exception e) {
        String now = e.toString();
        if (!now.equals(failure)) {
            LOG.warn("events wait in {} until the broker takes them: {}", folder, now);
        }
        failure = now;
        LockSupport.parkNanos(config.retryAfter().toNanos());
    }

    private void removeArrived() throws IOException {
        synchronized (this) {
            if (current.isRead() && current.hasArrived() && current.bytes() >= WORTH_A_NEW_FILE && !closing) {
                fill();
            }
        }
        for (Segment segment : segments) {
            if (segment.isFull() && segment.isRead() && segment.hasArrived()) {
                segments.remove(segment);
                segment.delete();
                segment.close();
            }
        }
    }

    private void forceNowAndThen() throws IOException {
        long now = System.nanoTime();
        if (now - forced >= config.forceEvery().toNanos()) {
            Segment last = segments.peekLast();
            if (last != null) {
                last.force();
            }
            forced = now;
        }
    }

    /** Refuses further events, waits a while until the broker has what is there, and leaves the rest to who opens next. */
    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        LockSupport.unpark(sender);
        try {
            sender.join(config.closeWithin());
            sender.interrupt();
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outlet.close();
        long left = bytesWaiting();
        segments.forEach(this::close);
        try {
            lockFile.close();
        } catch (IOException e) {
            LOG.warn("cannot let go of {}: {}", folder, e.toString());
        }
        if (left > 0) {
            LOG.warn("{} bytes of events stay in {} and are sent when it is opened again", left, folder);
        }
    }

    private void close(Segment segment) {
        try (segment) {
            if (segment.isRead() && segment.hasArrived()) {
                segment.delete();
            } else {
                segment.force();
            }
        } catch (IOException e) {
            LOG.warn("cannot close {}: {}", segment.file(), e.toString());
        }
    }

    /** A numbered folder that no other living process uses. */
    private record Part(Path folder, FileChannel lockFile) {
        static Part free(Path folder) throws IOException {
            for (int number = 0; number < MOST_PARTS; number++) {
                Path part = Files.createDirectories(folder.resolve(Integer.toString(number)));
                FileChannel lockFile =
                        FileChannel.open(part.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (lock(lockFile) != null) {
                    return new Part(part, lockFile);
                }
                lockFile.close();
            }
            throw new IOException("all %d parts are in use".formatted(MOST_PARTS));
        }

        private static FileLock lock(FileChannel lockFile) throws IOException {
            try {
                return lockFile.tryLock();
            } catch (OverlappingFileLockException e) {
                return null;
            }
        }
    }
}

package com.lanehouse.events.spool;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of a part. Written by one thread at a time, read by the sender of each topic at a place of its own.
 *
 * <p>Through {@link RandomAccessFile}: a channel is closed for everybody when a thread that writes to it is interrupted.
 */
final class Segment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Segment.class);
    private static final Pattern NAME = Pattern.compile("(\\d{19})\\.ndjson");

    private final long number;
    private final Path file;
    /** Null when it was left by another process: nothing is added to it. */
    private final RandomAccessFile writing;

    private final Map<String, Progress> progress;
    /** Topics of lines before {@link #seen}. */
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    private final AtomicLong seen = new AtomicLong();
    /** Bytes of whole lines. */
    private volatile long written;

    private volatile boolean full;
    /** What stands after the whole lines may be there. */
    private boolean torn;

    private long forced;

    private Segment(Path file, Set<String> topics, RandomAccessFile writing, long written) {
        this.number = number(file);
        this.file = file;
        this.progress = topics.stream().collect(toUnmodifiableMap(Function.identity(), topic -> new Progress()));
        this.writing = writing;
        this.written = written;
        this.full = writing == null;
    }

    static Segment create(Path folder, long number, Set<String> topics) throws IOException {
        Path file = Files.createFile(folder.resolve("%019d.ndjson".formatted(number)));
        try {
            return new Segment(file, topics, new RandomAccessFile(file.toFile(), "rw"), 0);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** One that another process left behind. What stands after its last whole line was promised to nobody. */
    static Segment left(Path file, Set<String> topics) throws IOException {
        try (RandomAccessFile reading = new RandomAccessFile(file.toFile(), "r")) {
            long whole = reading.length();
            while (whole > 0) {
                reading.seek(whole - 1);
                if (reading.read() == '\n') {
                    break;
                }
                whole--;
            }
            return new Segment(file, topics, null, whole);
        }
    }

    /** -1 when the file is no segment. */
    static long number(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : -1;
    }

    long number() {
        return number;
    }

    Path file() {
        return file;
    }

    long bytes() {
        return written;
    }

    /** Adds whole lines; those of a write that fails are gone. */
    void append(byte[] lines) throws IOException {
        cut();
        torn = true;
        try {
            writing.seek(written);
            writing.write(lines);
            torn = false;
        } catch (IOException e) {
            try {
                cut();
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        written += lines.length;
    }

    private void cut() throws IOException {
        if (torn) {
            writing.setLength(written);
            torn = false;
        }
    }

    /** To the disk, if anything was added. Closing waits for it. */
    synchronized void force() throws IOException {
        long end = written;
        if (writing != null && end > forced) {
            writing.getFD().sync();
            forced = end;
        }
    }

    /** No more lines will come. What the broker may not have must have been forced. */
    void fill() {
        full = true;
        close();
    }

    boolean isFull() {
        return full;
    }

    /** Lets go of the file. What it holds can still be read. */
    @Override
    public synchronized void close() {
        try {
            if (writing != null) {
                writing.close();
            }
        } catch (IOException e) {
            LOG.warn("cannot close {}: {}", file, e.toString());
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    Progress progress(String topic) {
        return progress.get(topic);
    }

    /** A line of this topic stands before what {@link #seen(long)} will name next. */
    void holds(String topic) {
        held.add(topic);
    }

    /** The topics of all lines before {@code end} are known. */
    void seen(long end) {
        seen.accumulateAndGet(end, Math::max);
    }

    /** True when there is nothing to read for this topic. */
    boolean isRead(String topic) {
        return progress.get(topic).read() == written || lacks(topic);
    }

    /** True when the broker has all that this topic has in here. */
    boolean isFinished(String topic) {
        return progress.get(topic).isFinished(written) || lacks(topic);
    }

    boolean isFinished() {
        return progress.keySet().stream().allMatch(this::isFinished);
    }

    /** A topic in trouble must not keep files that hold nothing of it; it need not have read them to know. */
    private boolean lacks(String topic) {
        return seen.get() == written && !held.contains(topic);
    }

    /**
     * The next whole lines, as many as have room; empty when all were read. A single line that has none is read alone.
     *
     * @param from where a line begins
     * @param most bytes
     */
    byte[] lines(long from, int most) throws IOException {
        long available = written - from;
        try (RandomAccessFile reading = new RandomAccessFile(file.toFile(), "r")) {
            for (long room = most; ; room *= 2) {
                byte[] bytes = new byte[(int) Math.min(available, room)];
                reading.seek(from);
                reading.readFully(bytes);
                int end = bytes.length;
                while (end > 0 && bytes[end - 1] != '\n') {
                    end--;
                }
                if (end > 0 || available == 0) {
                    return Arrays.copyOf(bytes, end);
                }
                if (room >= available) {
                    throw new IOException("%s is not what was written".formatted(file));
                }
            }
        }
    }
}

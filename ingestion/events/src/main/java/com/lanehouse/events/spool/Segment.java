package com.lanehouse.events.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file of a spool. Written by whoever appends, read by the one thread that sends. */
final class Segment implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("(\\d{19})\\.ndjson");

    private final long number;
    private final Path file;
    private final FileChannel channel;
    private final AtomicInteger underWay = new AtomicInteger();
    /** Bytes of whole lines. */
    private volatile long written;

    private volatile boolean full;
    private volatile Exception failure;
    /** Bytes of lines that were sent; moved by the sending thread alone. */
    private volatile long read;

    private Segment(long number, Path file, FileChannel channel, long written, boolean full) {
        this.number = number;
        this.file = file;
        this.channel = channel;
        this.written = written;
        this.full = full;
    }

    static Segment create(Path folder, long number) throws IOException {
        Path file = folder.resolve("%019d.ndjson".formatted(number));
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Segment(number, file, channel, 0, false);
    }

    /** One that another process left behind. What stands after its last whole line was promised to nobody. */
    static Segment left(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long whole = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        while (whole > 0) {
            channel.read(last.clear(), whole - 1);
            if (last.get(0) == '\n') {
                break;
            }
            whole--;
        }
        return new Segment(number(file), file, channel, whole, true);
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
    void append(ByteBuffer lines) throws IOException {
        long end = written;
        try {
            while (lines.hasRemaining()) {
                end += channel.write(lines, end);
            }
        } catch (IOException e) {
            try {
                channel.truncate(written);
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        written = end;
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    void force() throws IOException {
        channel.force(false);
    }

    /** No more lines will come. */
    void fill() {
        full = true;
    }

    boolean isFull() {
        return full;
    }

    boolean isRead() {
        return read == written;
    }

    /** True when all that was read so far has arrived. */
    boolean hasArrived() {
        return underWay.get() == 0 && failure == null;
    }

    /**
     * The next whole lines, as many as have room; empty when all were read. A single line that has none is read alone.
     *
     * @param most bytes
     */
    byte[] next(int most) throws IOException {
        long available = written - read;
        int size = (int) Math.min(available, most);
        while (true) {
            ByteBuffer bytes = ByteBuffer.allocate(size);
            for (long at = read; bytes.hasRemaining(); ) {
                int count = channel.read(bytes, at);
                if (count < 0) {
                    throw new IOException("%s is shorter than what was written".formatted(file));
                }
                at += count;
            }
            int end = size;
            while (end > 0 && bytes.get(end - 1) != '\n') {
                end--;
            }
            if (end > 0 || size == 0) {
                read += end;
                return java.util.Arrays.copyOf(bytes.array(), end);
            }
            size = (int) Math.min(available, 2L * size);
        }
    }

    void sent() {
        underWay.incrementAndGet();
    }

    /** @param exception null when the event has arrived */
    void done(Exception exception) {
        if (exception != null) {
            failure = exception;
        }
        underWay.decrementAndGet();
    }

    /** Why an event of it has not arrived; null when none has failed. */
    Exception failure() {
        return failure;
    }

    /** What was to be sent was not. */
    void failed(Exception exception) {
        failure = exception;
    }

    boolean isUnderWay() {
        return underWay.get() > 0;
    }

    /** From its first line again. */
    void again() {
        failure = null;
        read = 0;
    }
}

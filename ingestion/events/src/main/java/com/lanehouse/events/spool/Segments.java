package com.lanehouse.events.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/** The files of a part, oldest first. Thread-safe. */
final class Segments {
    private final ConcurrentLinkedDeque<Segment> segments = new ConcurrentLinkedDeque<>();

    /** @param files that another process left, oldest first */
    static Segments left(List<Path> files, Set<String> topics) throws IOException {
        Segments left = new Segments();
        for (Path file : files) {
            left.add(Segment.left(file, topics));
        }
        return left;
    }

    void add(Segment segment) {
        segments.add(segment);
    }

    Stream<Segment> stream() {
        return segments.stream();
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** The number of the file to come. */
    long nextNumber() {
        Segment last = segments.peekLast();
        return last == null ? 0 : last.number() + 1;
    }

    /** Bytes of files with a line that the broker may not have yet. */
    long bytesWaiting() {
        return segments.stream()
                .filter(segment -> !segment.isFinished())
                .mapToLong(Segment::bytes)
                .sum();
    }

    boolean areFinished(String topic) {
        return segments.stream().allMatch(segment -> segment.isFinished(topic));
    }

    /** Deletes files that nothing more will be sent of. */
    void removeFinished() throws IOException {
        for (Segment segment : segments) {
            // In this order: when it is full, no line comes that may not have been looked at.
            if (segment.isFull() && segment.isFinished()) {
                segment.delete();
                segments.remove(segment);
            }
        }
    }
}

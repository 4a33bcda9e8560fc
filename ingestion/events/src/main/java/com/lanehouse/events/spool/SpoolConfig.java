package com.lanehouse.events.spool;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of a spool.
 *
 * @param folder where its files are; each process that uses it at the same time gets a part of its own
 * @param topics topic of each type of event that is sent; each topic has a thread that sends
 * @param segmentBytes a file's size, about; a file goes when the broker has all of it
 * @param mostBytes what may wait for the broker, about; beyond it events are refused
 * @param forceEvery the longest time that a power cut may take back; the end of the process takes back nothing
 * @param retryAfter how long a topic waits after the broker has not taken an event of it
 * @param adoptEvery how often to look for parts whose process is dead, to send what is in them
 * @param closeWithin how long closing waits for the broker
 */
public record SpoolConfig(
        Path folder,
        Map<String, String> topics,
        long segmentBytes,
        long mostBytes,
        Duration forceEvery,
        Duration retryAfter,
        Duration adoptEvery,
        Duration closeWithin) {
    public SpoolConfig {
        requireNonNull(folder, "folder is null");
        topics = Map.copyOf(topics);
        requireNonNull(forceEvery, "forceEvery is null");
        requireNonNull(retryAfter, "retryAfter is null");
        requireNonNull(adoptEvery, "adoptEvery is null");
        requireNonNull(closeWithin, "closeWithin is null");
        if (segmentBytes < 1 || mostBytes < segmentBytes) {
            throw new IllegalArgumentException("segmentBytes is %d and mostBytes %d; must be 1 <= segment <= most"
                    .formatted(segmentBytes, mostBytes));
        }
    }

    /** Files of 4 MiB, 4 GiB in all, on the disk within a second; a look for dead processes' parts each minute; closing waits four seconds. */
    public static SpoolConfig usual(Path folder, Map<String, String> topics) {
        return new SpoolConfig(
                folder,
                topics,
                4L << 20,
                4L << 30,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(4));
    }
}

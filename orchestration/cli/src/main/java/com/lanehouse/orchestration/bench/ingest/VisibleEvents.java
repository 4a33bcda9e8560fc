package com.lanehouse.orchestration.bench.ingest;

import com.lanehouse.orchestration.bench.ingest.RepeatedMarket.Message;
import com.lanehouse.tables.KernelTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Watches one silver table as a reader would and notes when each published event appears in it. */
final class VisibleEvents implements AutoCloseable {
    /** The family that is watched: about a fifth of a simulated market. */
    static final String FAMILY = "usage";

    private static final long LOOK_EVERY_MILLIS = 100;
    private static final Long SEEN = Long.MIN_VALUE;

    private final KernelTable table;
    private final Map<String, Long> publishedAt = new ConcurrentHashMap<>();
    private final Thread watcher;
    private final List<Double> seconds = new ArrayList<>();
    private int said;
    private long newestBatch;

    VisibleEvents(Path table) {
        this.table = KernelTable.at(table);
        this.watcher = Thread.ofPlatform().daemon().name("visible-events").start(this::watch);
    }

    /** Notes an event that has just been sent; of one that is sent twice, the first counts. */
    void published(Message message) {
        publishedAt.putIfAbsent(message.identity(), System.nanoTime());
    }

    /** Waits no longer for an event. */
    void forget(String identity) {
        publishedAt.remove(identity);
    }

    /** Events that were published and have not been seen. */
    int missing() {
        return (int)
                publishedAt.values().stream().filter(at -> !at.equals(SEEN)).count();
    }

    /** What was seen since this was asked last. */
    synchronized String lastMinute() {
        String text = describe(seconds.subList(said, seconds.size()));
        said = seconds.size();
        return text;
    }

    synchronized String all() {
        return describe(seconds);
    }

    private void watch() {
        Optional<Long> version = Optional.empty();
        try {
            while (true) {
                Optional<Long> now = table.version();
                if (!now.equals(version)) {
                    look();
                    version = now;
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        long from = newestBatch;
        table.forEachRow(List.of("event_id", "batch_id"), "batch_id", from, row -> {
            long batch = (long) row[1];
            if (batch > from) {
                seen((String) row[0]);
                newestBatch = Math.max(newestBatch, batch);
            }
        });
    }

    private synchronized void seen(String identity) {
        Long at = publishedAt.put(identity, SEEN);
        if (at != null && !at.equals(SEEN)) {
            seconds.add((System.nanoTime() - at) / 1e9);
        }
    }

    private static String describe(List<Double> seconds) {
        return seconds.isEmpty()
                ? "nothing seen"
                : "%s (%,d events of family %s)".formatted(new WaitingTimes(seconds), seconds.size(), FAMILY);
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}

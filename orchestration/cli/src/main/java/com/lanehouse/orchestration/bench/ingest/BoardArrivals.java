package com.lanehouse.orchestration.bench.ingest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long events took from when they were published to the scoreboard. */
final class BoardArrivals {
    private final Board board;
    private final Instant from;
    private final Instant excusedFrom;
    private final List<Double> seconds = new ArrayList<>();
    private final Map<String, Integer> byRun = new HashMap<>();
    private int excused;
    private int lost;

    /**
     * @param from events that were published before are not counted
     * @param excusedFrom an event that was published from then on need not have arrived: its run may not have come any
     *     more
     */
    BoardArrivals(Board board, Instant from, Instant excusedFrom) {
        this.board = requireNonNull(board, "board is null");
        this.from = requireNonNull(from, "from is null");
        this.excusedFrom = requireNonNull(excusedFrom, "excusedFrom is null");
    }

    /** Counts an event that happened when it was published. */
    void add(long batch, Instant published) {
        if (published.isBefore(from)) {
            return;
        }
        Optional<JobEnd> write = board.reachedWith(batch, published);
        if (write.isPresent()) {
            seconds.add(Duration.between(published, write.get().finishedAt()).toNanos() / 1e9);
            byRun.merge(write.get().run(), 1, Integer::sum);
        } else if (published.isBefore(excusedFrom)) {
            lost++;
        } else {
            excused++;
        }
    }

    /** Of each event that arrived. */
    List<Double> seconds() {
        return List.copyOf(seconds);
    }

    /** How many arrived with a run. */
    int with(String run) {
        return byRun.getOrDefault(run, 0);
    }

    /** Those that have not arrived and need not have. */
    int excused() {
        return excused;
    }

    /** Those that have not arrived but should have. */
    int lost() {
        return lost;
    }
}

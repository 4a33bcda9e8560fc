package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The book of past loads: covered loads go in, in the order in which they became known; a day's view of it answers what
 * lanes, areas and the market used to cost. The rows of a book are {@code gold.lane_histories}; a book made from them
 * answers with the same bits.
 *
 * <p>Not thread-safe; a {@link HistoryView} is.
 */
public final class LaneHistories {
    /** Until so many loads are in, a load only helps to find the market's level; it is not yet held against it. */
    private static final int SETTLED_LOADS = 30;

    private final TreeMap<Lane, LaneCell> cells = new TreeMap<>();
    private HistoryView today;
    private Instant lastKnownAt = Instant.MIN;

    /** A book to read in, from its rows. */
    public static LaneHistories of(Collection<LaneHistoryRow> rows) {
        LaneHistories histories = new LaneHistories();
        rows.forEach(row -> histories.put(row, LaneCell.of(row)));
        return histories;
    }

    /**
     * A book to go on with. When the next load became known on a later day than all that are in, it goes on with the
     * same bits as if it had never left memory.
     */
    public static LaneHistories goingOn(Collection<BookedLane> lanes) {
        LaneHistories histories = new LaneHistories();
        lanes.forEach(booked -> histories.put(booked.history(), LaneCell.of(booked)));
        return histories;
    }

    private void put(LaneHistoryRow row, LaneCell cell) {
        if (cells.put(row.lane(), cell) != null) {
            throw new IllegalArgumentException("two rows for " + row.lane());
        }
        if (row.lastKnownAt().isAfter(lastKnownAt)) {
            lastKnownAt = row.lastKnownAt();
        }
    }

    /**
     * Enters a load. Fees are passed over: they say nothing of what a haul costs.
     *
     * @throws IllegalArgumentException when the load became known before one that is already in
     */
    public void add(CoveredLoad load) {
        requireNonNull(load, "load is null");
        if (load.knownAt().isBefore(lastKnownAt)) {
            throw new IllegalArgumentException("load %s became known at %s, before the last one entered (%s)"
                    .formatted(load.loadId(), load.knownAt(), lastKnownAt));
        }
        if (load.isFee()) {
            return;
        }
        if (today == null || !today.day().equals(load.knownOn())) {
            today = viewOn(load.knownOn());
        }
        lastKnownAt = load.knownAt();
        double usual = RateLevel.REFERENCE.at(MilesCurve.z(load.miles()), 0)
                + today.estimates(load.lane(), RateLevel.REFERENCE, HistoryPriors.USUAL)
                        .local();
        cells.computeIfAbsent(load.lane(), ignored -> new LaneCell())
                .add(load, today.market(), load.logRate() - usual, today.loads() >= SETTLED_LOADS);
    }

    /**
     * What the book says on a day: sums decayed to it, added up for every wider history in the order of lanes. Later
     * entries do not change a view.
     */
    public HistoryView viewOn(LocalDate day) {
        HistoryView.Builder view = new HistoryView.Builder(day);
        cells.forEach((lane, cell) -> view.add(lane, cell));
        return view.build();
    }

    /** All that it takes to go on from here, in the order of lanes. */
    public List<BookedLane> lanes() {
        return cells.entrySet().stream()
                .map(entry -> entry.getValue().booked(entry.getKey()))
                .toList();
    }

    /** The rows to store, in the order of lanes. */
    public List<LaneHistoryRow> rows() {
        return cells.entrySet().stream()
                .map(entry -> entry.getValue().row(entry.getKey()))
                .toList();
    }
}

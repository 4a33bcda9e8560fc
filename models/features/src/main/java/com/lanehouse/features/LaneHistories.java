package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

import com.lanehouse.features.LaneCell.Sums;
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
    /** Loads that the prior of the market level is worth. */
    private static final double MARKET_PRIOR_LOADS = 3;

    private final TreeMap<Lane, LaneCell> cells = new TreeMap<>();
    private LocalDate today = LocalDate.MIN;
    private Instant lastKnownAt = Instant.MIN;
    private double market;

    /** A book as stored. */
    public static LaneHistories of(Collection<LaneHistoryRow> rows) {
        LaneHistories histories = new LaneHistories();
        for (LaneHistoryRow row : rows) {
            if (histories.cells.put(row.lane(), LaneCell.of(row)) != null) {
                throw new IllegalArgumentException("two rows for " + row.lane());
            }
            if (row.lastKnownAt().isAfter(histories.lastKnownAt)) {
                histories.lastKnownAt = row.lastKnownAt();
            }
        }
        return histories;
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
        LocalDate day = load.knownOn();
        if (!day.equals(today)) {
            market = marketLevel(day);
            today = day;
        }
        lastKnownAt = load.knownAt();
        cells.computeIfAbsent(load.lane(), ignored -> new LaneCell()).add(load, market);
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

    /** The rows to store, in the order of lanes. */
    public List<LaneHistoryRow> rows() {
        return cells.entrySet().stream()
                .map(entry -> entry.getValue().row(entry.getKey()))
                .toList();
    }

    private double marketLevel(LocalDate day) {
        long epochDay = day.toEpochDay();
        Sums all = new Sums();
        cells.values().forEach(cell -> cell.addTo(all, epochDay));
        return marketLevel(all);
    }

    static double marketLevel(Sums all) {
        return all.recentAboveReference() / (all.recentWeight() + MARKET_PRIOR_LOADS);
    }
}

package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/** A row of {@code gold.lane_histories}; the columns are declared there. */
public record LaneHistoryRow(
        Lane lane,
        long loads,
        long carriers,
        double longWeight,
        double longLogRate,
        double longLogMiles,
        double longLogMiles2,
        double longLogMiles3,
        double longMarket,
        double shortWeight,
        double shortMarket,
        List<RecentLoad> recentLoads,
        double lastLogRate,
        double lastLogMiles,
        double lastMarket,
        Instant lastKnownAt) {
    public LaneHistoryRow {
        requireNonNull(lane, "lane is null");
        recentLoads = List.copyOf(recentLoads);
        requireNonNull(lastKnownAt, "lastKnownAt is null");
        if (loads < 1) {
            throw new IllegalArgumentException("loads is %d, must be at least 1".formatted(loads));
        }
    }
}

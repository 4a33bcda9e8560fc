package com.lanehouse.features;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sums of one lane, decayed to the day of its last load. Kept as of that day and not as of the day of reading: a
 * cell that is stored and loaded then gives the same bits as one that never left memory.
 */
final class LaneCell {
    private static final int DECAY_DAYS = 3_660;
    private static final double[] LONG_DECAY = decayByDay(120);
    private static final double[] SHORT_DECAY = decayByDay(6);

    /** So many loads of a lane are kept by themselves. */
    static final int MOST_RECENT = 48;

    private long loads;
    private final SeenCarriers carriers;
    private final Sums sums = new Sums();
    private List<RecentLoad> recent = List.of();
    private double lastLogRate;
    private double lastLogMiles;
    private double lastMarket;
    private Instant lastKnownAt;
    private long lastDay;

    LaneCell() {
        this(SeenCarriers.none());
    }

    private LaneCell(SeenCarriers carriers) {
        this.carriers = carriers;
    }

    static LaneCell of(LaneHistoryRow row) {
        return of(row, SeenCarriers.unnamed(row.carriers()));
    }

    static LaneCell of(BookedLane booked) {
        return of(booked.history(), SeenCarriers.of(booked.carriers()));
    }

    private static LaneCell of(LaneHistoryRow row, SeenCarriers carriers) {
        LaneCell cell = new LaneCell(carriers);
        cell.loads = row.loads();
        cell.sums.longWeight = row.longWeight();
        cell.sums.longLogRate = row.longLogRate();
        cell.sums.longLogMiles = row.longLogMiles();
        cell.sums.longLogMiles2 = row.longLogMiles2();
        cell.sums.longLogMiles3 = row.longLogMiles3();
        cell.sums.longMarket = row.longMarket();
        cell.sums.shortWeight = row.shortWeight();
        cell.sums.shortMarket = row.shortMarket();
        cell.sums.loads = row.loads();
        cell.recent = row.recentLoads();
        cell.lastLogRate = row.lastLogRate();
        cell.lastLogMiles = row.lastLogMiles();
        cell.lastMarket = row.lastMarket();
        cell.lastKnownAt = row.lastKnownAt();
        cell.lastDay = day(row.lastKnownAt());
        return cell;
    }

    BookedLane booked(Lane lane) {
        return new BookedLane(row(lane), carriers.lines());
    }

    /**
     * @param market level of the market on the day the load became known
     * @param observed the level that this load alone speaks for
     * @param settled whether that level is well enough known to hold the load against it for long
     */
    void add(CoveredLoad load, double market, double observed, boolean settled) {
        long day = load.knownOn().toEpochDay();
        if (loads > 0) {
            sums.scale(longDecay(day - lastDay), shortDecay(day - lastDay));
        }
        double z = MilesCurve.z(load.miles());
        double logRate = load.logRate();
        if (settled) {
            sums.longWeight += 1;
            sums.longLogRate += logRate;
            sums.longLogMiles += z;
            sums.longLogMiles2 += z * z;
            sums.longLogMiles3 += z * z * z;
            sums.longMarket += market;
            recent = withNewest(recent, new RecentLoad(day, z, weight(load), logRate, market));
        }
        sums.shortWeight += 1;
        sums.shortMarket += observed;
        sums.loads += 1;
        loads += 1;
        if (load.carrierId() != null) {
            carriers.add(load.carrierId());
        }
        lastLogRate = logRate;
        lastLogMiles = z;
        lastMarket = market;
        lastKnownAt = load.knownAt();
        lastDay = day;
    }

    /** Adds this cell's sums, decayed to a day, to wider ones. */
    void addTo(Sums wider, long epochDay) {
        wider.addScaled(sums, longDecay(epochDay - lastDay), shortDecay(epochDay - lastDay));
    }

    /** Oldest first; a later load does not change the list. */
    List<RecentLoad> recent() {
        return recent;
    }

    LastLoad last() {
        return new LastLoad(lastLogRate, lastLogMiles, lastMarket, lastDay);
    }

    LaneHistoryRow row(Lane lane) {
        return new LaneHistoryRow(
                lane,
                loads,
                carriers.count(),
                sums.longWeight,
                sums.longLogRate,
                sums.longLogMiles,
                sums.longLogMiles2,
                sums.longLogMiles3,
                sums.longMarket,
                sums.shortWeight,
                sums.shortMarket,
                recent,
                lastLogRate,
                lastLogMiles,
                lastMarket,
                lastKnownAt);
    }

    private static List<RecentLoad> withNewest(List<RecentLoad> before, RecentLoad newest) {
        List<RecentLoad> after =
                new ArrayList<>(before.subList(Math.max(0, before.size() + 1 - MOST_RECENT), before.size()));
        after.add(newest);
        return List.copyOf(after);
    }

    private static double weight(CoveredLoad load) {
        return load.weightLbs() == null ? RecentLoad.UNKNOWN_WEIGHT : load.weightLbs();
    }

    private static long day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toEpochDay();
    }

    /** Weight of a load that became known so many days ago. */
    static double longDecay(long days) {
        return decay(days, LONG_DECAY);
    }

    private static double shortDecay(long days) {
        return decay(days, SHORT_DECAY);
    }

    /** Past the table a load is as good as forgotten; its lane keeps the last entry's trace of it. */
    private static double decay(long days, double[] byDay) {
        return byDay[Math.clamp(days, 0, byDay.length - 1)];
    }

    private static double[] decayByDay(double halfLife) {
        return IntStream.range(0, DECAY_DAYS)
                .mapToDouble(days -> StrictMath.pow(2, -days / halfLife))
                .toArray();
    }

    /** The load that became known last. */
    record LastLoad(double logRate, double z, double market, long epochDay) {
        double residual(RateLevel level) {
            return logRate - level.at(z, market);
        }
    }

    /** Weighted sums over loads; see the columns of {@code gold.lane_histories}. */
    static final class Sums {
        private double longWeight;
        private double longLogRate;
        private double longLogMiles;
        private double longLogMiles2;
        private double longLogMiles3;
        private double longMarket;
        private double shortWeight;
        private double shortMarket;
        private long loads;

        double weight() {
            return longWeight;
        }

        long loads() {
            return loads;
        }

        /** Geometric mean, in dollars a mile. */
        double meanRate() {
            return StrictMath.exp(longLogRate / longWeight);
        }

        /** Σ weight × residual. */
        double residual(RateLevel level) {
            return longLogRate
                    - level.marketShare() * longMarket
                    - level.curve().sum(longWeight, longLogMiles, longLogMiles2, longLogMiles3);
        }

        double recentWeight() {
            return shortWeight;
        }

        /** Σ short weight × the market level that each load alone spoke for. */
        double recentMarket() {
            return shortMarket;
        }

        private void scale(double longFactor, double shortFactor) {
            longWeight *= longFactor;
            longLogRate *= longFactor;
            longLogMiles *= longFactor;
            longLogMiles2 *= longFactor;
            longLogMiles3 *= longFactor;
            longMarket *= longFactor;
            shortWeight *= shortFactor;
            shortMarket *= shortFactor;
        }

        private void addScaled(Sums other, double longFactor, double shortFactor) {
            longWeight += other.longWeight * longFactor;
            longLogRate += other.longLogRate * longFactor;
            longLogMiles += other.longLogMiles * longFactor;
            longLogMiles2 += other.longLogMiles2 * longFactor;
            longLogMiles3 += other.longLogMiles3 * longFactor;
            longMarket += other.longMarket * longFactor;
            shortWeight += other.shortWeight * shortFactor;
            shortMarket += other.shortMarket * shortFactor;
            loads += other.loads;
        }
    }
}

package com.lanehouse.features;

/**
 * One of a lane's newest loads, kept by itself: sums cannot tell which loads were like the one that is asked about.
 *
 * @param epochDay UTC day on which its cost became known, since 1970
 * @param logMiles z = ln(miles / 500), see {@link MilesCurve#z}
 * @param weightLbs weight in pounds; −1 when unknown
 * @param logRate ln($/mile)
 * @param market level of the market on that day
 */
public record RecentLoad(long epochDay, double logMiles, double weightLbs, double logRate, double market) {
    /** In place of a weight that is not known. */
    static final double UNKNOWN_WEIGHT = -1;

    public RecentLoad {
        requireFinite(logMiles, "logMiles");
        requireFinite(weightLbs, "weightLbs");
        requireFinite(logRate, "logRate");
        requireFinite(market, "market");
    }

    double residual(RateLevel level) {
        return logRate - level.at(logMiles, market);
    }

    private static void requireFinite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("%s is %s, must be finite".formatted(name, value));
        }
    }
}

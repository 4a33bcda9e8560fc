package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

/**
 * What a load is held against, whatever its lane: ln($/mile) = curve(miles) + share × market level. What it leaves over is
 * the load's residual.
 *
 * @param curve the miles curve
 * @param marketShare how much of the market's moves loads follow, 0 to 1: a short or quiet history measures its level with
 *     more noise than it has moved, and then it is better left aside
 */
public record RateLevel(MilesCurve curve, double marketShare) {
    /** By which the market is followed; not for a price. */
    static final RateLevel REFERENCE = new RateLevel(MilesCurve.REFERENCE, 1);

    public RateLevel {
        requireNonNull(curve, "curve is null");
        if (!(marketShare >= 0 && marketShare <= 1)) {
            throw new IllegalArgumentException("marketShare is %s, must be within 0 and 1".formatted(marketShare));
        }
    }

    /** @param z see {@link MilesCurve#z} */
    double at(double z, double market) {
        return curve.at(z) + marketShare * market;
    }
}

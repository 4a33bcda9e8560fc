package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A load whose carrier cost is known.
 *
 * @param loadId breaks ties of the order in which loads became known
 * @param carrierId the carrier; may be null
 * @param miles road miles, positive
 * @param weightLbs weight in pounds; null when unknown
 * @param cost what the carrier is paid in USD, positive
 * @param knownAt when the cost became known: the time of the newest load.covered
 */
public record CoveredLoad(
        String loadId, String carrierId, Lane lane, double miles, Double weightLbs, double cost, Instant knownAt) {
    /** Under this many dollars a mile an amount is a fee (a truck ordered and not used), not the rate of a haul. */
    public static final double FEE_DOLLARS_PER_MILE = 0.60;

    public CoveredLoad {
        requireNonNull(loadId, "loadId is null");
        requireNonNull(lane, "lane is null");
        requireNonNull(knownAt, "knownAt is null");
        requirePositive(miles, "miles");
        requirePositive(cost, "cost");
    }

    public double ratePerMile() {
        return cost / miles;
    }

    public boolean isFee() {
        return ratePerMile() < FEE_DOLLARS_PER_MILE;
    }

    public double logRate() {
        return StrictMath.log(ratePerMile());
    }

    LocalDate knownOn() {
        return LocalDate.ofInstant(knownAt, ZoneOffset.UTC);
    }

    static void requirePositive(double value, String name) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("%s is %s, must be positive and finite".formatted(name, value));
        }
    }
}

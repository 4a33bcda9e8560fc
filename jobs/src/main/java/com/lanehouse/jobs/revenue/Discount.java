package com.lanehouse.jobs.revenue;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a coupon takes off while it holds.
 *
 * @param start first instant at which it holds; null when it always has
 * @param end first instant at which it does not hold any more; null when there is none
 * @param share part of the amount, 0 to 1
 * @param amountAMonth minor units a month, not negative
 */
record Discount(Instant start, Instant end, Fraction share, Fraction amountAMonth) {
    private static final Fraction ALL = Fraction.of(1);

    Discount {
        requireNonNull(share, "share is null");
        requireNonNull(amountAMonth, "amountAMonth is null");
        if (share.minus(ALL).isPositive()) {
            throw new IllegalArgumentException("share is more than all: " + share);
        }
    }

    boolean holdsAt(Instant instant) {
        return (start == null || !instant.isBefore(start)) && (end == null || instant.isBefore(end));
    }

    /** What is left of an amount a month, not below 0. */
    Fraction takenOff(Fraction amount) {
        return amount.times(ALL.minus(share)).minus(amountAMonth).orZeroIfNegative();
    }
}

package com.lanehouse.jobs.revenue;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact number. A twelfth of a year's price has no exact decimal, and an amount may be rounded once only, at the
 * last step.
 */
record Fraction(BigInteger numerator, BigInteger denominator) {
    static final Fraction ZERO = of(0);

    /** Brought to lowest terms, so that equal numbers are equal. */
    Fraction {
        requireNonNull(numerator, "numerator is null");
        requireNonNull(denominator, "denominator is null");
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("denominator is " + denominator);
        }
        BigInteger common = numerator.gcd(denominator);
        numerator = numerator.divide(common);
        denominator = denominator.divide(common);
    }

    static Fraction of(long value) {
        return of(BigDecimal.valueOf(value));
    }

    static Fraction of(BigDecimal value) {
        return value.scale() <= 0
                ? new Fraction(value.toBigIntegerExact(), BigInteger.ONE)
                : new Fraction(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction minus(Fraction other) {
        return plus(new Fraction(other.numerator.negate(), other.denominator));
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** @param divisor at least 1 */
    Fraction dividedBy(long divisor) {
        return new Fraction(numerator, denominator.multiply(BigInteger.valueOf(divisor)));
    }

    Fraction orZeroIfNegative() {
        return numerator.signum() < 0 ? ZERO : this;
    }

    boolean isPositive() {
        return numerator.signum() > 0;
    }

    /** Two decimals, half-up. */
    BigDecimal cents() {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), 2, RoundingMode.HALF_UP);
    }
}

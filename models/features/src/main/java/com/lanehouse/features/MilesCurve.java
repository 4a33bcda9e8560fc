package com.lanehouse.features;

import java.util.Arrays;

/**
 * Natural logarithm of the rate per mile as a cubic in z = ln(miles / 500): short hauls are dear per mile. Linear in its
 * coefficients, so the curve of a sum of loads follows from the sums of 1, z, z² and z³, and histories can be stored
 * without knowing which curve a later model will use.
 */
public final class MilesCurve {
    private static final double CENTRE_MILES = 500;
    private static final double LEAST_MILES = 10;
    private static final double MOST_MILES = 3_500;

    /** A fixed national curve: good enough to follow how the market moves, not for a price. */
    static final MilesCurve REFERENCE = new MilesCurve(0.95, -0.28, 0.03, 0);

    private final double[] coefficients;

    /** @param coefficients of 1, z, z² and z³ */
    public MilesCurve(double... coefficients) {
        if (coefficients.length != 4) {
            throw new IllegalArgumentException("a miles curve has 4 coefficients, not " + coefficients.length);
        }
        this.coefficients = coefficients.clone();
    }

    /** z = ln(miles / 500), miles held within 10 and 3,500. */
    public static double z(double miles) {
        return StrictMath.log(Math.clamp(miles, LEAST_MILES, MOST_MILES) / CENTRE_MILES);
    }

    public double[] coefficients() {
        return coefficients.clone();
    }

    /** Expected ln($/mile) at z. */
    public double at(double z) {
        return sum(1, z, z * z, z * z * z);
    }

    /** Σ of the curve over loads whose weights add up to {@code weight}, from their sums of powers of z. */
    double sum(double weight, double z, double z2, double z3) {
        return coefficients[0] * weight + coefficients[1] * z + coefficients[2] * z2 + coefficients[3] * z3;
    }

    @Override
    public String toString() {
        return "MilesCurve" + Arrays.toString(coefficients);
    }
}

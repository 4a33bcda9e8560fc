package com.lanehouse.training;

import com.lanehouse.features.MilesCurve;
import java.util.Arrays;

/**
 * Fits the miles curve by iteratively reweighted least squares with Huber's weights, so that a few odd loads do not bend
 * it. A small ridge keeps it defined when all hauls are equally long.
 */
final class MilesCurveFit {
    private static final int ROUNDS = 20;
    private static final double HUBER = 1.345;
    private static final double MEDIAN_TO_SIGMA = 1.4826;
    private static final double RIDGE = 1e-3;
    private static final int COEFFICIENTS = 4;

    private MilesCurveFit() {}

    /**
     * @param z of each load, see {@link MilesCurve#z}
     * @param logRates ln($/mile) of each load, the market taken off
     */
    static MilesCurve fit(double[] z, double[] logRates) {
        double[] weights = new double[z.length];
        Arrays.fill(weights, 1);
        MilesCurve curve = weighted(z, logRates, weights);
        for (int round = 0; round < ROUNDS; round++) {
            double[] absolute = new double[z.length];
            for (int i = 0; i < z.length; i++) {
                absolute[i] = Math.abs(logRates[i] - curve.at(z[i]));
            }
            double[] sorted = absolute.clone();
            Arrays.sort(sorted);
            double limit = HUBER * MEDIAN_TO_SIGMA * Math.max(1e-6, sorted[sorted.length / 2]);
            for (int i = 0; i < z.length; i++) {
                weights[i] = absolute[i] <= limit ? 1 : limit / absolute[i];
            }
            curve = weighted(z, logRates, weights);
        }
        return curve;
    }

    private static MilesCurve weighted(double[] z, double[] y, double[] weights) {
        double[][] left = new double[COEFFICIENTS][COEFFICIENTS];
        double[] right = new double[COEFFICIENTS];
        for (int i = 0; i < z.length; i++) {
            double[] basis = {1, z[i], z[i] * z[i], z[i] * z[i] * z[i]};
            for (int row = 0; row < COEFFICIENTS; row++) {
                right[row] += weights[i] * basis[row] * y[i];
                for (int column = 0; column < COEFFICIENTS; column++) {
                    left[row][column] += weights[i] * basis[row] * basis[column];
                }
            }
        }
        for (int i = 1; i < COEFFICIENTS; i++) {
            left[i][i] += RIDGE * Math.max(1, z.length);
        }
        return new MilesCurve(solve(left, right));
    }

    /** Gaussian elimination; the matrix is symmetric and positive definite, so no pivoting is needed. */
    private static double[] solve(double[][] left, double[] right) {
        int n = right.length;
        for (int pivot = 0; pivot < n; pivot++) {
            for (int row = pivot + 1; row < n; row++) {
                double factor = left[row][pivot] / left[pivot][pivot];
                for (int column = pivot; column < n; column++) {
                    left[row][column] -= factor * left[pivot][column];
                }
                right[row] -= factor * right[pivot];
            }
        }
        double[] solution = new double[n];
        for (int row = n - 1; row >= 0; row--) {
            double sum = right[row];
            for (int column = row + 1; column < n; column++) {
                sum -= left[row][column] * solution[column];
            }
            solution[row] = sum / left[row][row];
        }
        return solution;
    }
}

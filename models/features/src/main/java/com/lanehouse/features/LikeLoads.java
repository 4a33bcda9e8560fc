package com.lanehouse.features;

import java.util.Arrays;

/**
 * What the loads that are like the one that is asked about let expect.
 *
 * @param estimate weighted median of their residuals, the lane's estimate among them
 * @param weight how many loads that are wholly alike they are worth together
 * @param spread how far they lie from the estimate: weighted mean of the distances; 0 when there is none
 */
record LikeLoads(double estimate, double weight, double spread) {
    /**
     * The weighted median of residuals and their parent: the least value up to which half of all weight lies. Most lanes
     * have a rate that comes back to the cent, which a mean would blur.
     *
     * @param residuals in any order
     * @param weights of the residuals, not negative
     * @param parent what is expected without them
     * @param prior weight of the parent, positive
     */
    static LikeLoads of(double[] residuals, double[] weights, double parent, double prior) {
        int n = residuals.length;
        double[] values = Arrays.copyOf(residuals, n + 1);
        double[] counts = Arrays.copyOf(weights, n + 1);
        values[n] = parent;
        counts[n] = prior;
        double all = Arrays.stream(counts).sum();
        sort(values, counts);
        double estimate = values[n];
        double below = 0;
        for (int i = 0; i <= n; i++) {
            below += counts[i];
            if (below >= all / 2) {
                estimate = values[i];
                break;
            }
        }
        double distances = 0;
        for (int i = 0; i < n; i++) {
            distances += weights[i] * Math.abs(residuals[i] - estimate);
        }
        double weight = all - prior;
        return new LikeLoads(estimate, Math.max(0, weight), weight > 1e-9 ? distances / weight : 0);
    }

    /** By insertion: they are few. */
    private static void sort(double[] values, double[] counts) {
        for (int i = 1; i < values.length; i++) {
            double value = values[i];
            double count = counts[i];
            int place = i;
            while (place > 0 && values[place - 1] > value) {
                values[place] = values[place - 1];
                counts[place] = counts[place - 1];
                place--;
            }
            values[place] = value;
            counts[place] = count;
        }
    }
}

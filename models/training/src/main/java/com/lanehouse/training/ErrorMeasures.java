package com.lanehouse.training;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How far said rates lie from what loads came to cost, on dollars a mile; all but the count are ratios, NaN without
 * loads. Misses are relative to the cost: |said − cost| ÷ cost.
 *
 * @param loads how many were looked at
 * @param mape mean miss
 * @param median median miss
 * @param wape Σ |said − cost| ÷ Σ cost, both in dollars a mile, so that a long haul counts no more than a short one
 * @param within5 share of loads missed by at most 5 %
 * @param within8 by at most 8 %
 * @param within10 by at most 10 %
 */
record ErrorMeasures(
        int loads, double mape, double median, double wape, double within5, double within8, double within10) {
    /** @param said dollars for the whole load */
    static ErrorMeasures of(List<Predicted> loads, ToDoubleFunction<Predicted> said) {
        double[] misses = loads.stream()
                .mapToDouble(load -> Math.abs(said.applyAsDouble(load) - load.cost()) / load.cost())
                .sorted()
                .toArray();
        double missed = loads.stream()
                .mapToDouble(load -> Math.abs(said.applyAsDouble(load) - load.cost())
                        / load.load().miles())
                .sum();
        double paid = loads.stream()
                .mapToDouble(load -> load.cost() / load.load().miles())
                .sum();
        return new ErrorMeasures(
                misses.length,
                Arrays.stream(misses).average().orElse(Double.NaN),
                median(misses),
                missed / paid,
                within(misses, 0.05),
                within(misses, 0.08),
                within(misses, 0.10));
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double within(double[] misses, double limit) {
        return Arrays.stream(misses).filter(miss -> miss <= limit).count() / (double) misses.length;
    }
}

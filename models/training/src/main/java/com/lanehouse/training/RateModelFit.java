package com.lanehouse.training;

import com.lanehouse.features.Circuity;
import com.lanehouse.features.MilesCurve;
import com.lanehouse.features.RateFeatures;
import com.lanehouse.registry.compiled.CompiledRateModel;
import com.lanehouse.registry.compiled.CompiledTrees;
import com.lanehouse.warehouse.reference.DieselPrices;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns a rate model from loads in order: the miles curve, the trees of three percentiles on what histories leave over,
 * and how much wider the interval must be. The median sees all loads; p10 and p90 only the first three quarters, so that
 * the last quarter can tell how far they are off (split conformal: each side's 90 % quantile of the shortfall).
 */
final class RateModelFit {
    /** The interval promises 80 %: 10 % may lie beyond each side. */
    private static final double SIDE = 0.1;

    private static final double CALIBRATION_SHARE = 0.25;
    private static final int LEAST_LOADS = 40;

    private RateModelFit() {}

    /** @param calibrationLoads loads that the interval was calibrated on */
    record Fitted(CompiledRateModel model, RateFeatures features, int calibrationLoads) {}

    static Fitted fit(
            List<TrainingLoad> train,
            Circuity circuity,
            boolean fuelIncluded,
            DieselPrices diesel,
            RateTrainingConfig config,
            TrainingProgress progress) {
        if (train.size() < LEAST_LOADS) {
            throw new TooFewLoadsException(
                    "%d loads to learn from, at least %d are needed: ingest more covered loads".formatted(train.size(), LEAST_LOADS));
        }
        progress.begins("Fitting the miles curve");
        MilesCurve curve = HistoryWalk.curve(train);
        RateFeatures features = new RateFeatures(curve, diesel);
        progress.begins("Walking through %d loads' histories".formatted(train.size()));
        Map<String, double[]> vectors = HistoryWalk.vectors(train, train, features);
        double[][] inputs = train.stream()
                .map(load -> vectors.get(load.load().loadId()))
                .toArray(double[][]::new);
        int offset = RateFeatures.names().indexOf(RateFeatures.EXPECTED_LOG_RATE);
        double[] targets = new double[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            targets[i] = train.get(i).load().logRate() - inputs[i][offset];
        }
        int fitted = inputs.length - (int) (inputs.length * CALIBRATION_SHARE);
        double[][] firstInputs = Arrays.copyOf(inputs, fitted);
        double[] firstTargets = Arrays.copyOf(targets, fitted);
        progress.begins("Growing %d trees for the median".formatted(config.trees()));
        CompiledTrees middle = trees(inputs, targets, 0.5, config);
        progress.begins("Growing %d trees for the low end".formatted(config.trees()));
        CompiledTrees low = trees(firstInputs, firstTargets, SIDE, config);
        progress.begins("Growing %d trees for the high end".formatted(config.trees()));
        CompiledTrees high = trees(firstInputs, firstTargets, 1 - SIDE, config);
        int calibration = inputs.length - fitted;
        double[] below = new double[calibration];
        double[] above = new double[calibration];
        for (int i = 0; i < calibration; i++) {
            double[] row = inputs[fitted + i];
            below[i] = low.evaluate(row) - targets[fitted + i];
            above[i] = targets[fitted + i] - high.evaluate(row);
        }
        Map<String, double[]> parameters = new HashMap<>();
        parameters.put(RateFeatures.MILES_CURVE, curve.coefficients());
        parameters.put(RateFeatures.CIRCUITY, circuity.ratios());
        parameters.put(RateFeatures.FUEL_INCLUDED, new double[] {fuelIncluded ? 1 : 0});
        return new Fitted(
                new CompiledRateModel(
                        RateFeatures.names(),
                        RateFeatures.EXPECTED_LOG_RATE,
                        parameters,
                        low,
                        middle,
                        high,
                        conformal(below),
                        conformal(above)),
                features,
                calibration);
    }

    private static CompiledTrees trees(double[][] inputs, double[] targets, double percentile, RateTrainingConfig config) {
        return BoostedTrees.compiled(BoostedTrees.fit(RateFeatures.names(), inputs, targets, percentile, config));
    }

    /** The ⌈(n + 1) × 0.9⌉-th smallest shortfall: then a new load lies beyond with a chance of at most 10 %. */
    private static double conformal(double[] shortfalls) {
        double[] sorted = shortfalls.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil((sorted.length + 1) * (1 - SIDE));
        return sorted[Math.min(rank, sorted.length) - 1];
    }
}

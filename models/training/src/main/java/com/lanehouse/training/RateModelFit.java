package com.lanehouse.training;

import com.lanehouse.features.Circuity;
import com.lanehouse.features.HistoryPriors;
import com.lanehouse.features.MilesCurve;
import com.lanehouse.features.RateFeatures;
import com.lanehouse.registry.compiled.CompiledRateModel;
import com.lanehouse.registry.compiled.CompiledTrees;
import com.lanehouse.warehouse.reference.DieselPrices;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Learns a rate model from loads in order: the miles curve, the trees of three percentiles on what histories leave over,
 * and how much wider the interval must be. The median sees all loads; p10 and p90 only the first three quarters, so that
 * the last quarter can tell how much the interval must grow on both sides (split conformal). Each side by itself would
 * follow the market's last move, which the next may undo.
 */
final class RateModelFit {
    /** The interval promises 80 %: 10 % may lie beyond each side. */
    private static final double SIDE = 0.1;

    private static final double CALIBRATION_SHARE = 0.25;
    /** In less than two years a tree takes the time of year for the course of the market, which never comes again. */
    private static final long SEASONS_NEED_DAYS = 730;

    private static final long FORTNIGHT_DAYS = 14;
    private static final int LEVEL_NEEDS_LOADS = 30;
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
            throw new TooFewLoadsException("%d loads to learn from, at least %d are needed: ingest more covered loads"
                    .formatted(train.size(), LEAST_LOADS));
        }
        Knowledge knowledge = Knowledge.ofTraining(config.split().historiesMove());
        progress.begins("Fitting the miles curve");
        MilesCurve curve = HistoryWalk.curve(train, knowledge);
        progress.begins("Choosing how far histories are trusted");
        HistoryPriors priors = PriorChoice.choose(train, knowledge, curve, diesel);
        RateFeatures features = new RateFeatures(curve, priors, diesel);
        progress.begins("Walking through %d loads' histories".formatted(train.size()));
        Map<String, double[]> vectors = HistoryWalk.vectors(train, train, knowledge, features);
        boolean seasonsSeen = spanDays(train) >= SEASONS_NEED_DAYS;
        double[][] inputs = train.stream()
                .map(load -> vectors.get(load.load().loadId()))
                .map(vector -> seasonsSeen ? vector : RateFeatures.withoutCalendar(vector))
                .toArray(double[][]::new);
        int offset = RateFeatures.names().indexOf(RateFeatures.EXPECTED_LOG_RATE);
        double[] targets = new double[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            targets[i] = train.get(i).load().logRate() - inputs[i][offset];
        }
        double[] levelled = levelled(train, targets);
        int fitted = inputs.length - (int) (inputs.length * CALIBRATION_SHARE);
        double[][] firstInputs = Arrays.copyOf(inputs, fitted);
        double[] firstTargets = Arrays.copyOf(levelled, fitted);
        progress.begins("Growing %d trees for the median".formatted(config.trees()));
        CompiledTrees middle = trees(inputs, levelled, 0.5, config);
        progress.begins("Growing %d trees for the low end".formatted(config.trees()));
        CompiledTrees low = trees(firstInputs, firstTargets, SIDE, config);
        progress.begins("Growing %d trees for the high end".formatted(config.trees()));
        CompiledTrees high = trees(firstInputs, firstTargets, 1 - SIDE, config);
        int calibration = inputs.length - fitted;
        double[] shortfalls = new double[calibration];
        for (int i = 0; i < calibration; i++) {
            double[] row = inputs[fitted + i];
            double target = targets[fitted + i];
            shortfalls[i] = Math.max(low.evaluate(row) - target, target - high.evaluate(row));
        }
        double widening = conformal(shortfalls);
        Map<String, double[]> parameters = new HashMap<>();
        parameters.put(RateFeatures.MILES_CURVE, curve.coefficients());
        parameters.put(RateFeatures.HISTORY_PRIORS, priors.values());
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
                        widening,
                        widening),
                features,
                calibration);
    }

    /**
     * Takes out of each fortnight its mean, fees apart. A moving market keeps the histories a
     * little behind, now above and now below; trees that learnt the one would be wrong by twice as much in the other.
     */
    private static double[] levelled(List<TrainingLoad> loads, double[] targets) {
        Map<Long, List<Integer>> byFortnight = IntStream.range(0, targets.length)
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> loads.get(i).question().askedOn().toEpochDay() / FORTNIGHT_DAYS));
        double[] levelled = targets.clone();
        for (List<Integer> fortnight : byFortnight.values()) {
            List<Integer> hauls =
                    fortnight.stream().filter(i -> !loads.get(i).load().isFee()).toList();
            if (hauls.size() >= LEVEL_NEEDS_LOADS) {
                double mean =
                        hauls.stream().mapToDouble(i -> targets[i]).average().orElseThrow();
                fortnight.forEach(i -> levelled[i] -= mean);
            }
        }
        return levelled;
    }

    private static long spanDays(List<TrainingLoad> loads) {
        LongSummaryStatistics days = loads.stream()
                .mapToLong(load -> load.question().askedOn().toEpochDay())
                .summaryStatistics();
        return days.getMax() - days.getMin();
    }

    private static CompiledTrees trees(
            double[][] inputs, double[] targets, double percentile, RateTrainingConfig config) {
        return BoostedTrees.compiled(BoostedTrees.fit(RateFeatures.names(), inputs, targets, percentile, config));
    }

    /** The ⌈(n + 1) × 0.8⌉-th smallest shortfall: then a new load lies outside with a chance of at most 20 %. */
    private static double conformal(double[] shortfalls) {
        double[] sorted = shortfalls.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil((sorted.length + 1) * (1 - 2 * SIDE));
        return sorted[Math.min(rank, sorted.length) - 1];
    }
}

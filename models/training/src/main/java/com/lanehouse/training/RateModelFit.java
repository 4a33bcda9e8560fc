package com.lanehouse.training;

import com.lanehouse.features.Circuity;
import com.lanehouse.features.HistoryPriors;
import com.lanehouse.features.LikeLoadKernel;
import com.lanehouse.features.MilesCurve;
import com.lanehouse.features.RateFeatures;
import com.lanehouse.features.RateLevel;
import com.lanehouse.registry.compiled.CompiledRateModel;
import com.lanehouse.registry.compiled.CompiledTrees;
import com.lanehouse.warehouse.reference.DieselPrices;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import smile.model.cart.Loss;

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

    private static final int LEAST_LOADS = 40;

    private RateModelFit() {}

    /** What was chosen by looking at the loads to learn from. */
    record Choices(double marketShare, HistoryPriors priors, LikeLoadKernel kernel, RollingOrigin.Choice median) {
        /** As the registry's params. */
        Map<String, String> params() {
            return Map.of(
                    "market_share", Double.toString(marketShare),
                    "history_priors", Arrays.toString(priors.values()),
                    "like_loads", Arrays.toString(kernel.values()),
                    "median", median.recipe().words());
        }

        /** What each fold said, as ratios, by name in the registry's metrics; the folds count from 1. */
        Map<String, Double> metrics() {
            Map<String, Double> metrics = new HashMap<>();
            for (int i = 0; i < median.folds().size(); i++) {
                RollingOrigin.FoldError fold = median.folds().get(i);
                String name = "fold_" + (i + 1) + "_";
                metrics.put(name + "train_loads", (double) fold.learnt());
                metrics.put(name + "loads", (double) fold.asked());
                metrics.put(name + "local_mape", fold.localMape());
                metrics.put(name + "mape_without_evidence", fold.treesMape());
                metrics.put(name + "mape", fold.mape());
            }
            return metrics;
        }
    }

    /**
     * A model and how it came about.
     *
     * @param importance share of each input in what the median's trees gained, by its place
     * @param calibrationLoads loads that the interval was calibrated on
     */
    record Fitted(
            CompiledRateModel model,
            RateFeatures features,
            Choices choices,
            double[] importance,
            int calibrationLoads) {}

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
        boolean moves = config.split().historiesMove();
        Knowledge knowledge = Knowledge.ofTraining(moves);
        progress.begins("Fitting the miles curve");
        MilesCurve curve = HistoryWalk.curve(train, knowledge);
        progress.begins("Choosing how far histories are trusted");
        LocalEstimateChoice choice = new LocalEstimateChoice(train, moves);
        RateLevel level = choice.level(curve, diesel);
        HistoryPriors priors = choice.priors(level, diesel);
        progress.begins("Choosing which past loads are alike");
        LikeLoadKernel kernel = choice.kernel(level, priors, diesel);
        RateFeatures features = new RateFeatures(level, priors, kernel, diesel);
        progress.begins("Walking through %d loads' histories".formatted(train.size()));
        boolean calendar = spanDays(train) >= SEASONS_NEED_DAYS;
        Examples examples = Examples.of(train, HistoryWalk.vectors(train, train, knowledge, features), calendar);
        progress.begins("Choosing the trees of the median by rolling-origin folds");
        RollingOrigin.Choice recipe = RollingOrigin.choose(
                moves ? RollingOrigin.moving(examples) : RollingOrigin.frozen(train, features, calendar), config);
        Examples levelled = examples.levelled();
        int fitted = examples.size() - (int) (examples.size() * CALIBRATION_SHARE);
        Examples first = levelled.range(0, fitted);
        progress.begins("Growing the trees of the median");
        MedianTrees median = MedianTrees.grow(
                levelled,
                recipe.recipe().losses(),
                config.withTrees(recipe.recipe().trees()));
        progress.begins("Growing %d trees for the low end".formatted(config.trees()));
        CompiledTrees low = trees(first, SIDE, config);
        progress.begins("Growing %d trees for the high end".formatted(config.trees()));
        CompiledTrees high = trees(first, 1 - SIDE, config);
        int calibration = examples.size() - fitted;
        double[] shortfalls = new double[calibration];
        for (int i = 0; i < calibration; i++) {
            double[] row = examples.inputs()[fitted + i];
            double target = examples.targets()[fitted + i];
            shortfalls[i] = Math.max(low.evaluate(row) - target, target - high.evaluate(row));
        }
        double widening = conformal(shortfalls);
        Map<String, double[]> parameters = new HashMap<>();
        parameters.put(RateFeatures.MILES_CURVE, curve.coefficients());
        parameters.put(RateFeatures.MARKET_SHARE, new double[] {level.marketShare()});
        parameters.put(RateFeatures.HISTORY_PRIORS, priors.values());
        parameters.put(RateFeatures.LIKE_LOADS, kernel.values());
        parameters.put(RateFeatures.CIRCUITY, circuity.ratios());
        parameters.put(RateFeatures.FUEL_INCLUDED, new double[] {fuelIncluded ? 1 : 0});
        return new Fitted(
                new CompiledRateModel(
                        RateFeatures.names(),
                        RateFeatures.EXPECTED_LOG_RATE,
                        RateFeatures.LIKE_WEIGHT,
                        recipe.recipe().evidencePrior(),
                        parameters,
                        low,
                        median.compiled(recipe.recipe()),
                        high,
                        widening,
                        widening),
                features,
                new Choices(level.marketShare(), priors, kernel, recipe),
                median.importance(),
                calibration);
    }

    private static long spanDays(List<TrainingLoad> loads) {
        LongSummaryStatistics days = loads.stream()
                .mapToLong(load -> load.question().askedOn().toEpochDay())
                .summaryStatistics();
        return days.getMax() - days.getMin();
    }

    private static CompiledTrees trees(Examples examples, double percentile, RateTrainingConfig config) {
        return BoostedTrees.compiled(BoostedTrees.fit(
                RateFeatures.names(), examples.inputs(), examples.targets(), Loss.quantile(percentile), config));
    }

    /** The ⌈(n + 1) × 0.8⌉-th smallest shortfall: then a new load lies outside with a chance of at most 20 %. */
    private static double conformal(double[] shortfalls) {
        double[] sorted = shortfalls.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil((sorted.length + 1) * (1 - 2 * SIDE));
        return sorted[Math.min(rank, sorted.length) - 1];
    }
}

package com.lanehouse.training;

import com.lanehouse.features.HistoryView;
import com.lanehouse.features.RateFeatures;
import com.lanehouse.registry.compiled.CompiledTrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Chooses a recipe by folds inside the loads to learn from, each fold asked about what comes after it: the test has no
 * part in it. A fold learns from the loads before an origin and is asked about those of the next stretch, which is as
 * long as the test usually is; the error of a recipe is the mean over folds of its MAPE on hauls (fees are none).
 */
final class RollingOrigin {
    private static final List<Double> ORIGINS = List.of(0.40, 0.55, 0.70);
    private static final double STRETCH = 0.30;
    private static final int LEAST_LOADS = 100;
    private static final List<Double> TREE_SHARES = List.of(0.25, 0.5, 1.0);
    private static final List<Double> EVIDENCE_PRIORS = List.of(0.05, 0.2, 1.0, 5.0, Double.POSITIVE_INFINITY);

    private RollingOrigin() {}

    /**
     * A fold's loads, as the trees that learn from the one part and are asked about the other see them.
     *
     * @param learnt loads before the origin
     * @param asked loads after it
     */
    record Fold(Examples learnt, Examples asked) {}

    /**
     * What a fold said.
     *
     * @param learnt loads it learnt from
     * @param asked loads it was asked about
     * @param localMape MAPE of the local estimates alone
     * @param treesMape MAPE when all of the trees' correction is added, otherwise by the chosen recipe
     * @param mape MAPE of the chosen recipe
     */
    record FoldError(int learnt, int asked, double localMape, double treesMape, double mape) {}

    /** @param folds none when there were too few loads to choose */
    record Choice(MedianRecipe recipe, List<FoldError> folds) {
        Choice {
            folds = List.copyOf(folds);
        }
    }

    /** Folds of loads whose vectors do not depend on the fold, since each knows the days before it. */
    static List<Fold> moving(Examples train) {
        return ORIGINS.stream()
                .map(origin -> new Fold(
                        train.range(0, place(train.size(), origin)),
                        train.range(place(train.size(), origin), place(train.size(), origin + STRETCH))))
                .toList();
    }

    /** Folds whose books stop at the origin: each walks through its own. */
    static List<Fold> frozen(List<TrainingLoad> train, RateFeatures features, boolean calendar) {
        return ORIGINS.stream()
                .map(origin -> {
                    List<TrainingLoad> learnt = train.subList(0, place(train.size(), origin));
                    List<TrainingLoad> asked = train.subList(learnt.size(), place(train.size(), origin + STRETCH));
                    return new Fold(
                            examples(learnt, learnt, Knowledge.ALL_BUT_OWN_DAYS, features, calendar),
                            examples(asked, learnt, Knowledge.ALL, features, calendar));
                })
                .toList();
    }

    /** Puts the questions after the origins to what is known when they are asked; some come in two folds. */
    static void withViews(
            List<TrainingLoad> train, boolean historiesMove, BiConsumer<TrainingLoad, HistoryView> visitor) {
        if (historiesMove) {
            List<TrainingLoad> asked = train.subList(place(train.size(), ORIGINS.getFirst()), train.size());
            HistoryWalk.withViews(asked, train, Knowledge.DAYS_BEFORE, visitor);
        } else {
            for (double origin : ORIGINS) {
                List<TrainingLoad> learnt = train.subList(0, place(train.size(), origin));
                HistoryWalk.withViews(
                        train.subList(learnt.size(), place(train.size(), origin + STRETCH)),
                        learnt,
                        Knowledge.ALL,
                        visitor);
            }
        }
    }

    private static Examples examples(
            List<TrainingLoad> asked,
            List<TrainingLoad> known,
            Knowledge knowledge,
            RateFeatures features,
            boolean calendar) {
        Map<String, double[]> vectors = HistoryWalk.vectors(asked, known, knowledge, features);
        return Examples.of(asked, vectors, calendar);
    }

    private static int place(int loads, double share) {
        return (int) Math.round(loads * share);
    }

    /** The recipe that misses least; of equals the first. With few loads the usual one. */
    static Choice choose(List<Fold> folds, RateTrainingConfig config) {
        MedianRecipe usual = new MedianRecipe(MedianRecipe.Losses.BOTH, config.trees(), 1);
        if (folds.stream()
                .anyMatch(fold -> Math.min(fold.learnt().size(), fold.asked().size()) < LEAST_LOADS)) {
            return new Choice(usual, List.of());
        }
        List<MedianRecipe> candidates = candidates(config);
        double[][] errors = new double[folds.size()][];
        for (int fold = 0; fold < errors.length; fold++) {
            errors[fold] = errors(folds.get(fold), candidates, config);
        }
        int best = IntStream.range(0, candidates.size())
                .boxed()
                .min(Comparator.comparingDouble(i -> mean(errors, i)))
                .orElseThrow();
        MedianRecipe recipe = candidates.get(best);
        int whole = candidates.indexOf(recipe.whole());
        List<FoldError> said = new ArrayList<>();
        for (int fold = 0; fold < errors.length; fold++) {
            Fold of = folds.get(fold);
            said.add(new FoldError(
                    of.learnt().size(),
                    of.asked().size(),
                    mape(of.asked(), new double[of.asked().size()]),
                    errors[fold][whole],
                    errors[fold][best]));
        }
        return new Choice(recipe, said);
    }

    private static double mean(double[][] errors, int candidate) {
        double sum = 0;
        for (double[] fold : errors) {
            sum += fold[candidate];
        }
        return sum / errors.length;
    }

    private static List<MedianRecipe> candidates(RateTrainingConfig config) {
        List<MedianRecipe> candidates = new ArrayList<>();
        for (MedianRecipe.Losses losses : MedianRecipe.Losses.values()) {
            for (double share : TREE_SHARES) {
                int trees = Math.max(1, (int) Math.round(config.trees() * share));
                EVIDENCE_PRIORS.forEach(prior -> candidates.add(new MedianRecipe(losses, trees, prior)));
            }
        }
        return candidates;
    }

    private static double[] errors(Fold fold, List<MedianRecipe> candidates, RateTrainingConfig config) {
        MedianTrees grown = MedianTrees.grow(fold.learnt().levelled(), MedianRecipe.Losses.BOTH, config);
        int evidence = RateFeatures.names().indexOf(RateFeatures.LIKE_WEIGHT);
        double[][] inputs = fold.asked().inputs();
        Map<MedianRecipe, double[]> said = new HashMap<>();
        return candidates.stream()
                .mapToDouble(recipe -> {
                    double[] whole = said.computeIfAbsent(recipe.whole(), trees -> said(grown, trees, inputs));
                    double[] corrections = new double[inputs.length];
                    for (int row = 0; row < corrections.length; row++) {
                        corrections[row] = whole[row] * recipe.share(inputs[row][evidence]);
                    }
                    return mape(fold.asked(), corrections);
                })
                .toArray();
    }

    private static double[] said(MedianTrees grown, MedianRecipe recipe, double[][] inputs) {
        CompiledTrees trees = grown.compiled(recipe);
        return Arrays.stream(inputs).mapToDouble(trees::evaluate).toArray();
    }

    /** Mean |e^(correction − target) − 1| over hauls: the relative miss in dollars. */
    private static double mape(Examples asked, double[] corrections) {
        return IntStream.range(0, corrections.length)
                .filter(row -> !asked.loads().get(row).load().isFee())
                .mapToDouble(row -> Math.abs(Math.expm1(corrections[row] - asked.targets()[row])))
                .average()
                .orElse(Double.NaN);
    }
}

package com.lanehouse.training;

import static java.util.Objects.requireNonNull;

import com.lanehouse.features.RateFeatures;
import com.lanehouse.registry.compiled.CompiledTrees;
import java.util.Arrays;
import java.util.List;
import smile.model.cart.Loss;
import smile.regression.GradientTreeBoost;

/**
 * The trees of the median, grown for each loss.
 *
 * @param absolute for the absolute loss; null when it was not asked for
 * @param huber for Huber's; likewise
 */
record MedianTrees(GradientTreeBoost absolute, GradientTreeBoost huber) {
    private static final double HUBER_SHARE = 0.9;

    static MedianTrees grow(Examples examples, MedianRecipe.Losses losses, RateTrainingConfig config) {
        return new MedianTrees(
                losses == MedianRecipe.Losses.HUBER ? null : grow(examples, Loss.quantile(0.5), config),
                losses == MedianRecipe.Losses.ABSOLUTE ? null : grow(examples, Loss.huber(HUBER_SHARE), config));
    }

    private static GradientTreeBoost grow(Examples examples, Loss loss, RateTrainingConfig config) {
        return BoostedTrees.fit(RateFeatures.names(), examples.inputs(), examples.targets(), loss, config);
    }

    /** What a recipe makes of them. */
    CompiledTrees compiled(MedianRecipe recipe) {
        return switch (recipe.losses()) {
            case ABSOLUTE -> first(absolute, recipe);
            case HUBER -> first(huber, recipe);
            case BOTH -> CompiledTrees.mean(List.of(first(absolute, recipe), first(huber, recipe)));
        };
    }

    private static CompiledTrees first(GradientTreeBoost grown, MedianRecipe recipe) {
        return BoostedTrees.compiled(requireNonNull(grown, "this loss was not grown for"))
                .first(recipe.trees());
    }

    /** Share of each input in what the splits gained, by its place; they add up to 1, or are 0 when nothing was split. */
    double[] importance() {
        double[] sums = new double[RateFeatures.names().size()];
        for (GradientTreeBoost trees : Arrays.asList(absolute, huber)) {
            if (trees != null) {
                double all = Arrays.stream(trees.importance()).sum();
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += all > 0 ? trees.importance()[i] / all : 0;
                }
            }
        }
        double all = Arrays.stream(sums).sum();
        return Arrays.stream(sums).map(sum -> all > 0 ? sum / all : 0).toArray();
    }
}

package com.lanehouse.training;

import com.lanehouse.registry.compiled.CompiledRateModel;
import java.util.Locale;

/**
 * How the trees of the median are made and how much of what they say is added to the local estimate.
 *
 * @param losses what they are grown to make small
 * @param trees how many a loss
 * @param evidencePrior of the trees' correction, prior ÷ (prior + like loads) is added; infinite: all of it
 */
record MedianRecipe(Losses losses, int trees, double evidencePrior) {
    /** Which losses the trees are grown for; several are averaged. */
    enum Losses {
        /** Σ |miss|. */
        ABSOLUTE,
        /** Huber's: squares of small misses, the greatest tenth by their size alone, so that a fee bends nothing. */
        HUBER,
        /** The mean of both. */
        BOTH
    }

    MedianRecipe {
        if (trees < 1) {
            throw new IllegalArgumentException("trees is %d, must be at least 1".formatted(trees));
        }
        if (!(evidencePrior > 0)) {
            throw new IllegalArgumentException("evidencePrior is %s, must be above 0".formatted(evidencePrior));
        }
    }

    /** The same trees, all of whose correction is added. */
    MedianRecipe whole() {
        return new MedianRecipe(losses, trees, Double.POSITIVE_INFINITY);
    }

    /** The part of a correction that is added where so many like loads are known. */
    double share(double likeLoads) {
        return CompiledRateModel.correctionShare(likeLoads, evidencePrior);
    }

    String words() {
        return "%s loss, %d trees, %s"
                .formatted(
                        losses == Losses.BOTH
                                ? "absolute and Huber's"
                                : losses == Losses.ABSOLUTE ? "absolute" : "Huber's",
                        trees,
                        Double.isInfinite(evidencePrior)
                                ? "all of their correction"
                                : String.format(Locale.ROOT, "correction × %1$s ÷ (%1$s + like loads)", evidencePrior));
    }
}

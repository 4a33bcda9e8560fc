package com.lanehouse.training;

import com.lanehouse.features.HistoryPriors;
import com.lanehouse.features.HistoryView;
import com.lanehouse.features.LikeLoadKernel;
import com.lanehouse.features.MilesCurve;
import com.lanehouse.features.RateFeatures;
import com.lanehouse.features.RateLevel;
import com.lanehouse.features.RateQuestion;
import com.lanehouse.warehouse.reference.DieselPrices;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Chooses how far histories are trusted and which past loads are alike: what makes the local estimates miss least on the
 * loads after an origin, each looked at with what would be known of others.
 */
final class LocalEstimateChoice {
    /** So many loads to learn from, spread over all, tell candidates apart; each is looked at with every one. */
    private static final int MOST_LOADS = 6_000;

    private static final List<Double> MARKET_SHARES = List.of(1.0, 0.5, 0.0);
    private static final List<Double> AREAS = List.of(1.0, 2.0, 4.0, 12.0, 36.0);
    private static final List<Double> PAIRS = List.of(0.5, 1.5, 5.0, 15.0, 50.0);
    private static final List<Double> LANES = List.of(0.5, 1.5, 5.0, 15.0, 50.0);
    private static final List<Double> MILES_SCALES = List.of(0.01, 0.02, 0.05, 0.2);
    private static final List<Double> WEIGHT_SCALES = List.of(0.7, 1.0, 2.0, 100.0);
    private static final List<Double> LIKE_PRIORS = List.of(0.1, 0.3, 1.0, 3.0, 100.0);

    private final List<TrainingLoad> train;
    private final boolean historiesMove;

    /** @param train in order */
    LocalEstimateChoice(List<TrainingLoad> train, boolean historiesMove) {
        this.train = train;
        this.historiesMove = historiesMove;
    }

    RateLevel level(MilesCurve curve, DieselPrices diesel) {
        return best(
                MARKET_SHARES.stream().map(share -> new RateLevel(curve, share)).toList(),
                level -> new RateFeatures(level, HistoryPriors.USUAL, LikeLoadKernel.USUAL, diesel)::laneLogRate);
    }

    HistoryPriors priors(RateLevel level, DieselPrices diesel) {
        List<HistoryPriors> candidates = new ArrayList<>();
        for (double area : AREAS) {
            for (double pair : PAIRS) {
                LANES.forEach(lane -> candidates.add(new HistoryPriors(area, pair, lane)));
            }
        }
        return best(candidates, priors -> new RateFeatures(level, priors, LikeLoadKernel.USUAL, diesel)::laneLogRate);
    }

    LikeLoadKernel kernel(RateLevel level, HistoryPriors priors, DieselPrices diesel) {
        List<LikeLoadKernel> candidates = new ArrayList<>();
        for (double miles : MILES_SCALES) {
            for (double weight : WEIGHT_SCALES) {
                LIKE_PRIORS.forEach(prior -> candidates.add(new LikeLoadKernel(miles, weight, prior)));
            }
        }
        return best(candidates, kernel -> new RateFeatures(level, priors, kernel, diesel)::expectedLogRate);
    }

    /** The candidate with the least Σ |estimate ÷ $/mile − 1| over hauls; fees are none. */
    private <T> T best(List<T> candidates, Function<T, LogRate> estimator) {
        List<LogRate> estimates = candidates.stream().map(estimator).toList();
        double[] errors = new double[candidates.size()];
        int every = Math.ceilDiv(train.size(), MOST_LOADS);
        int[] seen = new int[1];
        RollingOrigin.withViews(train, historiesMove, (load, view) -> {
            if (seen[0]++ % every == 0 && !load.load().isFee()) {
                for (int i = 0; i < errors.length; i++) {
                    errors[i] += Math.abs(Math.expm1(estimates.get(i).of(load.question(), view)
                            - load.load().logRate()));
                }
            }
        });
        int best = 0;
        for (int i = 1; i < errors.length; i++) {
            if (errors[i] < errors[best]) {
                best = i;
            }
        }
        return candidates.get(best);
    }

    private interface LogRate {
        double of(RateQuestion question, HistoryView view);
    }
}

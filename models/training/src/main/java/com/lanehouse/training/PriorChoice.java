package com.lanehouse.training;

import com.lanehouse.features.HistoryPriors;
import com.lanehouse.features.MilesCurve;
import com.lanehouse.features.RateFeatures;
import com.lanehouse.warehouse.reference.DieselPrices;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses how far histories are trusted: the priors whose local estimates miss least, each load looked at with what may
 * be known of others. Where that grows load by load, the first ones
 * only fill the book.
 */
final class PriorChoice {
    private static final double WARM_UP_SHARE = 0.3;
    private static final List<Double> AREAS = List.of(2.0, 6.0, 18.0, 54.0);
    private static final List<Double> PAIRS = List.of(0.5, 1.5, 5.0, 15.0, 50.0);
    private static final List<Double> LANES = List.of(0.5, 1.5, 5.0, 15.0, 50.0);

    private PriorChoice() {}

    static HistoryPriors choose(List<TrainingLoad> train, Knowledge knowledge, MilesCurve curve, DieselPrices diesel) {
        List<HistoryPriors> candidates = new ArrayList<>();
        for (double area : AREAS) {
            for (double pair : PAIRS) {
                LANES.forEach(lane -> candidates.add(new HistoryPriors(area, pair, lane)));
            }
        }
        List<RateFeatures> features = candidates.stream()
                .map(priors -> new RateFeatures(curve, priors, diesel))
                .toList();
        double[] errors = new double[candidates.size()];
        double warmUp = knowledge == Knowledge.DAYS_BEFORE ? train.size() * WARM_UP_SHARE : 0;
        int[] seen = new int[1];
        HistoryWalk.withViews(train, train, knowledge, (load, view) -> {
            if (seen[0]++ >= warmUp && !load.load().isFee()) {
                for (int i = 0; i < errors.length; i++) {
                    errors[i] += Math.abs(features.get(i).expectedLogRate(load.question(), view)
                            - load.load().logRate());
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
}

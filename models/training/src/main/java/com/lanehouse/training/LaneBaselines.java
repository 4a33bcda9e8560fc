package com.lanehouse.training;

import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.Lane;
import com.lanehouse.features.MilesCurve;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a broker without a model would say: the lane's last rate, or its mean. It knows what the model knows: loads that
 * became known on days before the quote. A lane without any is priced by a miles curve.
 */
final class LaneBaselines {
    private final MilesCurve fallback;
    private final Map<Lane, double[]> lastSumCount = new HashMap<>();

    LaneBaselines(List<TrainingLoad> train) {
        List<TrainingLoad> hauls =
                train.stream().filter(load -> !load.load().isFee()).toList();
        this.fallback = MilesCurveFit.fit(
                hauls.stream().mapToDouble(load -> MilesCurve.z(load.miles())).toArray(),
                hauls.stream().mapToDouble(load -> load.load().logRate()).toArray());
    }

    void add(CoveredLoad load) {
        double[] sums = lastSumCount.computeIfAbsent(load.lane(), ignored -> new double[3]);
        sums[0] = load.ratePerMile();
        sums[1] += load.ratePerMile();
        sums[2]++;
    }

    /** Dollars by the lane's last rate. */
    double naive(TrainingLoad load) {
        double[] sums = lastSumCount.get(load.question().lane());
        return (sums == null ? byMiles(load) : sums[0]) * load.miles();
    }

    /** Dollars by the lane's mean rate. */
    double laneMean(TrainingLoad load) {
        double[] sums = lastSumCount.get(load.question().lane());
        return (sums == null ? byMiles(load) : sums[1] / sums[2]) * load.miles();
    }

    private double byMiles(TrainingLoad load) {
        return Math.exp(fallback.at(MilesCurve.z(load.miles())));
    }
}

package com.lanehouse.training;

import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.Lane;
import com.lanehouse.features.MilesCurve;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a broker without a model would say: the training's mean, its miles curve, or the lane's last, mean or median
 * rate. Of lanes it knows the loads that were added and no more. A lane without any is priced by the miles curve.
 */
final class LaneBaselines {
    private final double mean;
    private final MilesCurve fallback;
    private final Map<Lane, LaneRates> lanes = new HashMap<>();

    LaneBaselines(List<TrainingLoad> train) {
        this.mean = train.stream()
                .mapToDouble(load -> load.load().ratePerMile())
                .average()
                .orElseThrow();
        List<TrainingLoad> hauls =
                train.stream().filter(load -> !load.load().isFee()).toList();
        this.fallback = MilesCurveFit.fit(
                hauls.stream().mapToDouble(load -> MilesCurve.z(load.miles())).toArray(),
                hauls.stream().mapToDouble(load -> load.load().logRate()).toArray());
    }

    void add(CoveredLoad load) {
        lanes.computeIfAbsent(load.lane(), ignored -> new LaneRates()).add(load.ratePerMile());
    }

    BaselineCosts costs(TrainingLoad load) {
        double miles = load.miles();
        double byMiles = Math.exp(fallback.at(MilesCurve.z(miles))) * miles;
        LaneRates lane = lanes.get(load.question().lane());
        return lane == null
                ? new BaselineCosts(mean * miles, byMiles, byMiles, byMiles, byMiles)
                : new BaselineCosts(
                        mean * miles, byMiles, lane.last * miles, lane.mean() * miles, lane.median() * miles);
    }

    private static final class LaneRates {
        private final List<Double> sorted = new ArrayList<>();
        private double last;
        private double sum;

        void add(double rate) {
            int found = Collections.binarySearch(sorted, rate);
            sorted.add(found < 0 ? -found - 1 : found, rate);
            last = rate;
            sum += rate;
        }

        double mean() {
            return sum / sorted.size();
        }

        double median() {
            int half = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        }
    }
}

package com.lanehouse.training;

import com.lanehouse.registry.compiled.CompiledRateModel.RateInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** How far a model's costs lie from what tested loads came to cost: the metric definition, Rate model. */
final class RateEvaluation {
    /** Begins the names of metrics that count the tested loads of a part: an equipment or a band of distance. */
    static final String PART = "test_loads_";

    private static final List<Band> BANDS = List.of(
            new Band("under_250_miles", 0, 250),
            new Band("250_to_500_miles", 250, 500),
            new Band("500_to_1000_miles", 500, 1_000),
            new Band("over_1000_miles", 1_000, Double.POSITIVE_INFINITY));

    private RateEvaluation() {}

    /**
     * Asks the model and the baselines about every tested load.
     *
     * @param known loads whose costs may become known to all three while time goes on
     */
    static List<Predicted> predict(
            RateModelFit.Fitted fitted,
            List<TrainingLoad> train,
            List<TrainingLoad> test,
            List<TrainingLoad> known,
            Knowledge knowledge) {
        Map<String, double[]> vectors = HistoryWalk.vectors(test, known, knowledge, fitted.features());
        LaneBaselines baselines = new LaneBaselines(train);
        List<Predicted> predicted = new ArrayList<>();
        HistoryWalk.each(test, known, knowledge, baselines::add, load -> {
            RateInterval rate =
                    fitted.model().rate(vectors.get(load.load().loadId())).times(load.miles());
            predicted.add(new Predicted(load, rate.p10(), rate.p50(), rate.p90(), baselines.costs(load)));
        });
        return predicted;
    }

    /** Every measure by its name in {@code registry.models.metrics}; errors and shares are ratios. */
    static Map<String, Double> metrics(List<Predicted> loads) {
        Map<String, Double> metrics = new TreeMap<>();
        double error = mape(loads, Predicted::p50);
        double cost = loads.stream().mapToDouble(Predicted::cost).sum();
        metrics.put("mape", error);
        metrics.put("accuracy", 1 - error);
        metrics.put(
                "wape",
                loads.stream()
                                .mapToDouble(load -> Math.abs(load.p50() - load.cost()))
                                .sum()
                        / cost);
        metrics.put(
                "bias",
                loads.stream().mapToDouble(load -> load.p50() - load.cost()).sum() / cost);
        metrics.put("within_5", share(loads, load -> error(load, Predicted::p50) <= 0.05));
        metrics.put("within_8", share(loads, load -> error(load, Predicted::p50) <= 0.08));
        metrics.put("within_10", share(loads, load -> error(load, Predicted::p50) <= 0.10));
        metrics.put("coverage", share(loads, load -> load.cost() >= load.p10() && load.cost() <= load.p90()));
        metrics.put(
                "width",
                loads.stream()
                        .mapToDouble(load -> (load.p90() - load.p10()) / load.p50())
                        .average()
                        .orElseThrow());
        metrics.put("baseline_naive_mape", mape(loads, Predicted::naive));
        metrics.put("baseline_lane_mean_mape", mape(loads, Predicted::laneMean));
        metrics.put("test_loads", (double) loads.size());
        List<Predicted> hauls =
                loads.stream().filter(load -> !load.load().load().isFee()).toList();
        metrics.put("test_fee_loads", (double) (loads.size() - hauls.size()));
        if (!hauls.isEmpty()) {
            metrics.put("mape_without_fees", mape(hauls, Predicted::p50));
            metrics.put("baseline_naive_mape_without_fees", mape(hauls, Predicted::naive));
            metrics.put("baseline_lane_mean_mape_without_fees", mape(hauls, Predicted::laneMean));
        }
        loads.stream()
                .collect(Collectors.groupingBy(
                        load -> load.load().question().lane().equipment()))
                .forEach((equipment, within) -> part(metrics, equipment, within));
        for (Band band : BANDS) {
            part(
                    metrics,
                    band.name(),
                    loads.stream()
                            .filter(load -> band.holds(load.load().miles()))
                            .toList());
        }
        return metrics;
    }

    private static void part(Map<String, Double> metrics, String name, List<Predicted> within) {
        if (!within.isEmpty()) {
            metrics.put("mape_" + name, mape(within, Predicted::p50));
            metrics.put(PART + name, (double) within.size());
        }
    }

    /** Error that even the truth makes: the mean |median cost − cost| ÷ cost; empty when no load has a known median. */
    static OptionalDouble noiseFloor(List<Predicted> loads, Map<String, Double> medianCostByQuote) {
        return loads.stream()
                .filter(load -> medianCostByQuote.containsKey(load.load().quoteId()))
                .mapToDouble(load ->
                        error(load, ignored -> medianCostByQuote.get(load.load().quoteId())))
                .average();
    }

    static double mape(List<Predicted> loads, ToDoubleFunction<Predicted> said) {
        return loads.stream().mapToDouble(load -> error(load, said)).average().orElse(Double.NaN);
    }

    private static double error(Predicted load, ToDoubleFunction<Predicted> said) {
        return Math.abs(said.applyAsDouble(load) - load.cost()) / load.cost();
    }

    private static double share(List<Predicted> loads, Predicate<Predicted> holds) {
        return (double) loads.stream().filter(holds).count() / loads.size();
    }

    private record Band(String name, double from, double to) {
        boolean holds(double miles) {
            return miles >= from && miles < to;
        }
    }
}

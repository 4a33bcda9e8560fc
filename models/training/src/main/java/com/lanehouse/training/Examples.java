package com.lanehouse.training;

import com.lanehouse.features.RateFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Loads as trees see them.
 *
 * @param loads in order
 * @param inputs of each load
 * @param targets ln($/mile) less the local estimate
 */
record Examples(List<TrainingLoad> loads, double[][] inputs, double[] targets) {
    private static final long FORTNIGHT_DAYS = 14;
    private static final int LEVEL_NEEDS_LOADS = 30;

    Examples {
        loads = List.copyOf(loads);
        if (inputs.length != loads.size() || targets.length != loads.size()) {
            throw new IllegalArgumentException(
                    "%d loads, %d inputs and %d targets".formatted(loads.size(), inputs.length, targets.length));
        }
    }

    /**
     * Of loads and their feature vectors by load id.
     *
     * @param calendar whether trees may split on what names a point in time
     */
    static Examples of(List<TrainingLoad> loads, Map<String, double[]> vectors, boolean calendar) {
        double[][] inputs = loads.stream()
                .map(load -> vectors.get(load.load().loadId()))
                .map(vector -> calendar ? vector : RateFeatures.withoutCalendar(vector))
                .toArray(double[][]::new);
        int offset = RateFeatures.names().indexOf(RateFeatures.EXPECTED_LOG_RATE);
        return new Examples(
                loads,
                inputs,
                IntStream.range(0, inputs.length)
                        .mapToDouble(i -> loads.get(i).load().logRate() - inputs[i][offset])
                        .toArray());
    }

    int size() {
        return loads.size();
    }

    Examples range(int from, int to) {
        return new Examples(
                loads.subList(from, to), Arrays.copyOfRange(inputs, from, to), Arrays.copyOfRange(targets, from, to));
    }

    /**
     * Takes out of each fortnight its mean, fees apart. A moving market keeps the histories a
     * little behind, now above and now below; trees that learnt the one would be wrong by twice as much in the other.
     */
    Examples levelled() {
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
        return new Examples(loads, inputs, levelled);
    }
}

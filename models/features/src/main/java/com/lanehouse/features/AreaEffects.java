package com.lanehouse.features;

import com.lanehouse.features.LaneCell.Sums;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * How much dearer or cheaper loads are for where they begin and where they end, told apart: an origin is not dear because
 * its loads go to dear places. A residual is base + origin + destination; the two are fitted in turns, each to what the
 * other leaves over: (Σ w·(r − base − other)) ÷ (Σ w + prior).
 *
 * @param <K> what an effect belongs to: an area, or an area and an equipment
 */
final class AreaEffects<K> {
    private static final int TURNS = 5;

    private final Map<K, Integer> originPlaces = new HashMap<>();
    private final Map<K, Integer> destinationPlaces = new HashMap<>();
    private final double[] origins;
    private final double[] destinations;

    /**
     * Fits the effects.
     *
     * @param lanes sums by lane; their order counts, since floating-point sums depend on it
     * @param base what is expected of a lane's residual without them
     * @param prior loads that an effect of 0 is worth
     */
    AreaEffects(
            Map<Lane, Sums> lanes,
            RateLevel level,
            Function<Lane, K> origin,
            Function<Lane, K> destination,
            ToDoubleFunction<Lane> base,
            double prior) {
        int[] from = new int[lanes.size()];
        int[] to = new int[lanes.size()];
        double[] weights = new double[lanes.size()];
        double[] residuals = new double[lanes.size()];
        int next = 0;
        for (Map.Entry<Lane, Sums> lane : lanes.entrySet()) {
            from[next] = place(originPlaces, origin.apply(lane.getKey()));
            to[next] = place(destinationPlaces, destination.apply(lane.getKey()));
            weights[next] = lane.getValue().weight();
            residuals[next] = lane.getValue().residual(level) - weights[next] * base.applyAsDouble(lane.getKey());
            next++;
        }
        double[] fromOrigin = new double[originPlaces.size()];
        double[] fromDestination = new double[destinationPlaces.size()];
        for (int turn = 0; turn < TURNS; turn++) {
            fromOrigin = fitted(fromOrigin.length, from, to, fromDestination, weights, residuals, prior);
            fromDestination = fitted(fromDestination.length, to, from, fromOrigin, weights, residuals, prior);
        }
        this.origins = fromOrigin;
        this.destinations = fromDestination;
    }

    /** Deviation of loads that begin there; 0 when nothing is known. */
    double origin(K key) {
        Integer place = originPlaces.get(key);
        return place == null ? 0 : origins[place];
    }

    /** Deviation of loads that end there; 0 when nothing is known. */
    double destination(K key) {
        Integer place = destinationPlaces.get(key);
        return place == null ? 0 : destinations[place];
    }

    private static double[] fitted(
            int count, int[] own, int[] other, double[] others, double[] weights, double[] residuals, double prior) {
        double[] effects = new double[count];
        double[] loads = new double[count];
        for (int lane = 0; lane < own.length; lane++) {
            effects[own[lane]] += residuals[lane] - weights[lane] * others[other[lane]];
            loads[own[lane]] += weights[lane];
        }
        for (int key = 0; key < count; key++) {
            effects[key] /= loads[key] + prior;
        }
        return effects;
    }

    private static <K> int place(Map<K, Integer> places, K key) {
        return places.computeIfAbsent(key, ignored -> places.size());
    }
}

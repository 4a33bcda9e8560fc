package com.lanehouse.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Road miles from great-circle miles: the ratio of the two, at a few distances, calibrated on quotes that carry both and
 * interpolated in between.
 */
public final class Circuity {
    private static final double[] DISTANCES = {50, 150, 350, 700, 1_400};
    private static final double USUAL_RATIO = 1.18;
    private static final double LEAST_MILES = 5;
    private static final int LEAST_SAMPLES = 20;
    private static final double LEAST_RATIO = 1;
    private static final double MOST_RATIO = 2;

    private final double[] ratios;

    /** @param ratios of road to great-circle miles at 50, 150, 350, 700 and 1,400 great-circle miles */
    public Circuity(double... ratios) {
        if (ratios.length != DISTANCES.length) {
            throw new IllegalArgumentException(
                    "circuity has %d ratios, not %d".formatted(DISTANCES.length, ratios.length));
        }
        for (double ratio : ratios) {
            if (!(ratio >= LEAST_RATIO && ratio <= MOST_RATIO)) {
                throw new IllegalArgumentException("circuity ratio is %s, must be within 1 and 2".formatted(ratio));
            }
        }
        this.ratios = ratios.clone();
    }

    /** What is usual on US roads, for want of quotes to calibrate on. */
    public static Circuity usual() {
        double[] ratios = new double[DISTANCES.length];
        Arrays.fill(ratios, USUAL_RATIO);
        return new Circuity(ratios);
    }

    public double[] ratios() {
        return ratios.clone();
    }

    /** Road miles for a great-circle distance; at least 5, since no haul is shorter. */
    public double roadMiles(double greatCircleMiles) {
        return Math.max(LEAST_MILES, greatCircleMiles * ratioAt(greatCircleMiles));
    }

    private double ratioAt(double miles) {
        int above = 0;
        while (above < DISTANCES.length && DISTANCES[above] < miles) {
            above++;
        }
        if (above == 0) {
            return ratios[0];
        }
        if (above == DISTANCES.length) {
            return ratios[above - 1];
        }
        double share = (miles - DISTANCES[above - 1]) / (DISTANCES[above] - DISTANCES[above - 1]);
        return ratios[above - 1] + share * (ratios[above] - ratios[above - 1]);
    }

    /** Collects pairs of distances and takes the median ratio around each distance. */
    public static final class Calibration {
        private final List<List<Double>> samples = new ArrayList<>();

        public Calibration() {
            for (int i = 0; i < DISTANCES.length; i++) {
                samples.add(new ArrayList<>());
            }
        }

        /** Pairs that no road explains (ratio outside 1 to 2) and very short hauls are passed over. */
        public void add(double greatCircleMiles, double roadMiles) {
            double ratio = roadMiles / greatCircleMiles;
            if (greatCircleMiles >= 10 && ratio >= LEAST_RATIO && ratio <= MOST_RATIO) {
                samples.get(nearest(greatCircleMiles)).add(ratio);
            }
        }

        /** A distance with few samples takes the median of all; without any, the usual ratio. */
        public Circuity calibrated() {
            List<Double> all = samples.stream().flatMap(List::stream).toList();
            double overall = all.size() < LEAST_SAMPLES ? USUAL_RATIO : median(all);
            return new Circuity(samples.stream()
                    .mapToDouble(ratios -> ratios.size() < LEAST_SAMPLES ? overall : median(ratios))
                    .toArray());
        }

        private static int nearest(double miles) {
            int best = 0;
            for (int i = 1; i < DISTANCES.length; i++) {
                if (Math.abs(Math.log(miles / DISTANCES[i])) < Math.abs(Math.log(miles / DISTANCES[best]))) {
                    best = i;
                }
            }
            return best;
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
        }
    }
}

package com.lanehouse.registry.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/**
 * Which arm of an experiment a unit is in: GrowthBook's hash, version 2, and its bucket ranges (GrowthBook, "Build your own
 * SDK": hashing, bucket ranges), so that a GrowthBook front end puts a unit in the same arm.
 */
final class Assignment {
    private static final int OFFSET_BASIS = 0x811c9dc5;
    private static final int PRIME = 0x01000193;
    private static final long BUCKETS = 10_000;
    private static final double WEIGHTS_MAY_MISS_ONE_BY = 0.01;

    private Assignment() {}

    /** From here on, up to but without there. */
    record Range(double from, double before) {
        boolean holds(double point) {
            return point >= from && point < before;
        }
    }

    /** A point from 0 up to but without 1, the same for the same seed and unit for ever. */
    static double point(String seed, String unit) {
        long first = fnv32a(seed + unit);
        return fnv32a(Long.toString(first)) % BUCKETS / (double) BUCKETS;
    }

    /** FNV-1a over UTF-16 code units, each taken whole, as JavaScript does. */
    private static long fnv32a(String text) {
        int hash = OFFSET_BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return Integer.toUnsignedLong(hash);
    }

    /**
     * One range an arm; what lies between them is in no arm.
     *
     * @param coverage share of units that are in any; outside 0 to 1 the nearer of the two counts
     * @param weights of the arms, together 1; any others mean equal ones
     */
    static List<Range> ranges(int arms, double coverage, List<Double> weights) {
        double covered = Math.clamp(coverage, 0.0, 1.0);
        List<Double> shares = areWeights(arms, weights) ? weights : equal(arms);
        List<Range> ranges = new ArrayList<>();
        double from = 0;
        for (double share : shares) {
            ranges.add(new Range(from, from + covered * share));
            from += share;
        }
        return ranges;
    }

    private static boolean areWeights(int arms, List<Double> weights) {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        return weights.size() == arms && sum >= 1 - WEIGHTS_MAY_MISS_ONE_BY && sum <= 1 + WEIGHTS_MAY_MISS_ONE_BY;
    }

    static List<Double> equal(int arms) {
        return DoubleStream.generate(() -> 1.0 / arms)
                .limit(Math.max(0, arms))
                .boxed()
                .toList();
    }

    /** The first arm whose range holds the point. */
    static OptionalInt arm(double point, List<Range> ranges) {
        for (int arm = 0; arm < ranges.size(); arm++) {
            if (ranges.get(arm).holds(point)) {
                return OptionalInt.of(arm);
            }
        }
        return OptionalInt.empty();
    }
}

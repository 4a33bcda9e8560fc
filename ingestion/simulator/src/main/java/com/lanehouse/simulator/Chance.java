package com.lanehouse.simulator;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A stream of random draws that belongs to one purpose and its keys (an entity, a day), so that what one part of the
 * market draws never shifts what another draws. Only {@link StrictMath}: the same bytes on every machine.
 */
final class Chance {
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SplittableRandom random;

    private Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Chance of(long root, String purpose, long... keys) {
        return new Chance(hash(root, purpose, keys));
    }

    /** A well-mixed 64-bit hash. */
    static long hash(long root, String purpose, long... keys) {
        long hash = mix(root);
        for (int i = 0; i < purpose.length(); i++) {
            hash = mix(hash ^ purpose.charAt(i));
        }
        for (long key : keys) {
            hash = mix(hash ^ key);
        }
        return hash;
    }

    /** A number in [0, 1) that depends on nothing but the arguments. */
    static double fixedUnit(long root, String purpose, long... keys) {
        return (hash(root, purpose, keys) >>> 11) * 0x1.0p-53;
    }

    /** A standard normal number that depends on nothing but the arguments. */
    static double fixedGaussian(long root, String purpose, long... keys) {
        return of(root, purpose, keys).gaussian();
    }

    // The finaliser of SplitMix64 over a Weyl step.
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    double unit() {
        return random.nextDouble();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A whole number from low to high, both inclusive. */
    int whole(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Box-Muller; the second number of the pair is not kept, so a draw costs the same wherever it stands. */
    double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }

    double logNormal(double median, double sd) {
        return median * StrictMath.exp(sd * gaussian());
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    /** Knuth's product method below 30, a rounded normal above. */
    int poisson(double mean) {
        if (mean > 30) {
            return (int) Math.max(0, Math.round(mean + StrictMath.sqrt(mean) * gaussian()));
        }
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The index of a choice, in proportion to its weight. */
    int weighted(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = sum * random.nextDouble();
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    String digits(int length) {
        StringBuilder text = new StringBuilder(length);
        text.append((char) ('1' + random.nextInt(9)));
        while (text.length() < length) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }

    String alphanumeric(int length) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(ALPHANUMERIC.charAt(random.nextInt(ALPHANUMERIC.length())));
        }
        return text.toString();
    }

    static double sigmoid(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }
}

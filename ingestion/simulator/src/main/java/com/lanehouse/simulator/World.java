package com.lanehouse.simulator;

import java.util.Locale;

/**
 * What every part of the market shares: the days, the way to draw, the way to name, the way to write.
 *
 * @param root the seed of all draws; it mixes the whole configuration, so that two histories of one seed do not share
 *     identities with different bodies
 * @param tag four hexadecimal digits of the root, part of every entity's name
 */
record World(SimulationConfig config, Window window, long root, String tag, EventWriter events) {
    static long rootOf(SimulationConfig config) {
        return Chance.hash(
                config.seed(),
                "market",
                config.days(),
                config.companies(),
                config.end().toEpochDay());
    }

    static String tagOf(long root) {
        return String.format(Locale.ROOT, "%04x", root >>> 48);
    }

    Chance chance(String purpose, long... keys) {
        return Chance.of(root, purpose, keys);
    }

    /** A name such as {@code q_3f0a_0000017}. */
    String name(String prefix, long number) {
        String digits = Long.toString(number);
        return prefix + '_' + tag + '_' + "0".repeat(Math.max(0, 7 - digits.length())) + digits;
    }

    /** How the size of the market compares to 200 companies, for which rates below are stated. */
    double scale() {
        return config.companies() / 200.0;
    }
}

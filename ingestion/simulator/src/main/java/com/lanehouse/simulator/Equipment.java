package com.lanehouse.simulator;

/** Trailer types with their true economics. */
enum Equipment {
    VAN("van", 1.50, 0.07),
    REEFER("reefer", 1.80, 0.09),
    FLATBED("flatbed", 1.87, 0.11);

    private final String code;
    private final double longHaulPerMile;
    private final double noise;

    Equipment(String code, double longHaulPerMile, double noise) {
        this.code = code;
        this.longHaulPerMile = longHaulPerMile;
        this.noise = noise;
    }

    String code() {
        return code;
    }

    /** Dollars per mile of a very long haul in a quiet market with diesel at the base price. */
    double longHaulPerMile() {
        return longHaulPerMile;
    }

    /** Standard deviation of the log of actual over median cost: fixed, whatever a model makes of it. */
    double noise() {
        return noise;
    }
}

package com.lanehouse.features;

/**
 * How many loads the wider history is worth when it is mixed into a narrower one: much where lanes differ little and
 * single loads scatter, little where it is the other way round. Training chooses them.
 *
 * @param area for what loads from or to an area have in common
 * @param pair for what the lane adds in all equipments
 * @param lane for what it adds in its own
 */
public record HistoryPriors(double area, double pair, double lane) {
    /** Those by which the market is followed, and the first guess of a training. */
    public static final HistoryPriors USUAL = new HistoryPriors(4, 1.5, 1);

    public HistoryPriors {
        CoveredLoad.requirePositive(area, "area");
        CoveredLoad.requirePositive(pair, "pair");
        CoveredLoad.requirePositive(lane, "lane");
    }

    /** As a model's parameter. */
    public double[] values() {
        return new double[] {area, pair, lane};
    }

    /** From a model's parameter. */
    public static HistoryPriors of(double[] values) {
        return new HistoryPriors(values[0], values[1], values[2]);
    }
}

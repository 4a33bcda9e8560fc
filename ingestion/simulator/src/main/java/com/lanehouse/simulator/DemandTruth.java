package com.lanehouse.simulator;

/**
 * How customers answer to a price: the chance that a quote is booked is
 *
 * <pre>sigmoid(logit(0.30) − slope[segment] × (ln(price ÷ median cost) + ln(1 − 0.15)))</pre>
 *
 * so at the usual price, median ÷ 0.85, three in ten book, and at it 1 % more on the price costs about
 * {@code 0.7 × slope} % of the bookings.
 */
final class DemandTruth {
    static final double USUAL_WIN = 0.30;
    static final double USUAL_MARGIN = 0.15;

    private DemandTruth() {}

    static double slope(Segment segment) {
        return switch (segment) {
            case SMB -> 6;
            case MID_MARKET -> 8;
            case ENTERPRISE -> 10;
        };
    }

    static double winProbability(Segment segment, double price, double medianCost) {
        double above = StrictMath.log(price / medianCost) + StrictMath.log(1 - USUAL_MARGIN);
        return Chance.sigmoid(StrictMath.log(USUAL_WIN / (1 - USUAL_WIN)) - slope(segment) * above);
    }

    /** The price list: what is added to the estimated cost, as a share of the price. */
    static double margin(Segment segment, Equipment equipment) {
        double bySegment = switch (segment) {
            case SMB -> 0.17;
            case MID_MARKET -> 0.15;
            case ENTERPRISE -> 0.12;
        };
        return equipment == Equipment.FLATBED ? bySegment + 0.01 : bySegment;
    }
}

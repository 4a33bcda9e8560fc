package com.lanehouse.features;

/**
 * How alike two loads of a lane are. A past load counts exp(−|Δ ln miles| ÷ milesScale − |Δ ln weight| ÷ weightScale) for
 * the one that is asked about: the same two docks and the same goods make much the same rate. Training chooses it.
 *
 * @param milesScale difference of ln(miles) at which a load counts 1/e; above 0
 * @param weightScale difference of ln(pounds) at which a load counts 1/e; above 0
 * @param prior how many loads that are wholly alike the lane's estimate is worth beside them; above 0
 */
public record LikeLoadKernel(double milesScale, double weightScale, double prior) {
    /** A first guess; so wide a prior that the lane's estimate stands unless many loads are alike. */
    public static final LikeLoadKernel USUAL = new LikeLoadKernel(0.1, 1, 10);

    /** A load in another equipment says a little, too. */
    private static final double OTHER_EQUIPMENT = 0.1;

    /** Where one of two weights is unknown they count as this far apart, in weight scales. */
    private static final double UNKNOWN_WEIGHTS_APART = 1;

    public LikeLoadKernel {
        CoveredLoad.requirePositive(milesScale, "milesScale");
        CoveredLoad.requirePositive(weightScale, "weightScale");
        CoveredLoad.requirePositive(prior, "prior");
    }

    /** As a model's parameter. */
    public double[] values() {
        return new double[] {milesScale, weightScale, prior};
    }

    /** From a model's parameter. */
    public static LikeLoadKernel of(double[] values) {
        return new LikeLoadKernel(values[0], values[1], values[2]);
    }

    /**
     * What a past load counts, 0 to 1, its age apart.
     *
     * @param logMiles z of the load that is asked about
     * @param weightLbs its weight; −1 when unknown
     */
    double alike(RecentLoad past, double logMiles, double weightLbs, boolean sameEquipment) {
        double apart = Math.abs(past.logMiles() - logMiles) / milesScale + weightsApart(past.weightLbs(), weightLbs);
        return StrictMath.exp(-apart) * (sameEquipment ? 1 : OTHER_EQUIPMENT);
    }

    private double weightsApart(double one, double other) {
        if (one > 0 && other > 0) {
            return Math.abs(StrictMath.log(one / other)) / weightScale;
        }
        return one > 0 || other > 0 ? UNKNOWN_WEIGHTS_APART : 0;
    }
}

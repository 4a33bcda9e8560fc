package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.lanehouse.features.Circuity;
import com.lanehouse.features.HistoryView;
import com.lanehouse.features.RateQuestion;
import com.lanehouse.registry.compiled.CompiledRateModel.RateInterval;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What hauls cost while no model serves: what a mile used to cost on the lane in its equipment, else a table of dollars a
 * mile by equipment ({@code fallback-per-mile} in the pricing file). Their spans are wide and not calibrated.
 *
 * @param historiesAsOf null when the lake has no histories yet
 * @param perMile dollars a mile by equipment
 */
record FallbackRates(HistoryView view, Instant historiesAsOf, Map<String, BigDecimal> perMile) implements CostSource {
    /** The mean of logarithms, as the histories hold it, is near the median of rates, which lie skew. */
    private static final double LANE_SPAN = 1.25;

    private static final double TABLE_SPAN = 1.5;

    FallbackRates {
        requireNonNull(view, "view is null");
        perMile = Map.copyOf(perMile);
    }

    /** Whether there is any haul that it can say something of. */
    boolean saysAnything() {
        return !perMile.isEmpty() || view.knowsLoads();
    }

    @Override
    public String label() {
        return "fallback";
    }

    @Override
    public String name() {
        return null;
    }

    @Override
    public Circuity circuity() {
        return Circuity.usual();
    }

    /** Of carriers' costs, which mostly hold it. */
    @Override
    public boolean fuelIncluded() {
        return true;
    }

    @Override
    public RateInterval cost(RateQuestion question) {
        OptionalDouble usual = view.usualRate(question.lane());
        if (usual.isPresent()) {
            return around(usual.getAsDouble() * question.miles(), LANE_SPAN);
        }
        BigDecimal table = perMile.get(question.lane().equipment());
        if (table == null) {
            throw new NoRateException(
                    "no model serves, the lane has no past load in its equipment, and no fallback is declared for %s"
                            .formatted(question.lane().equipment()));
        }
        return around(table.doubleValue() * question.miles(), TABLE_SPAN);
    }

    private static RateInterval around(double dollars, double span) {
        return new RateInterval(dollars / span, dollars, dollars * span);
    }
}

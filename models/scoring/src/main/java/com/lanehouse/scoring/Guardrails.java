package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Bounds that a price is held within, whatever model, margin and experiment say. Each may be absent. They are applied in
 * this order, so that a later one has the last word: rate of change, regional caps, minimum margin, floor, ceiling.
 *
 * @param rateOfChange how far a price may lie above or below what the lane's past loads cost
 * @param regionalCaps the most that is asked for a mile from or to a state
 * @param minimumMargin the least share of the price that is kept, 0 to 0.9
 * @param floorPerMile the least that is asked for a mile, in USD
 * @param ceilingPerMile the most that is asked for a mile, in USD
 */
record Guardrails(
        Optional<RateOfChange> rateOfChange,
        List<RegionalCap> regionalCaps,
        Optional<BigDecimal> minimumMargin,
        Optional<BigDecimal> floorPerMile,
        Optional<BigDecimal> ceilingPerMile) {
    static final Guardrails NONE =
            new Guardrails(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final RoundingMode CENTS = RoundingMode.HALF_UP;

    Guardrails {
        requireNonNull(rateOfChange, "rateOfChange is null");
        regionalCaps = List.copyOf(regionalCaps);
        requireNonNull(minimumMargin, "minimumMargin is null");
        requireNonNull(floorPerMile, "floorPerMile is null");
        requireNonNull(ceilingPerMile, "ceilingPerMile is null");
        if (floorPerMile.isPresent()
                && ceilingPerMile.isPresent()
                && floorPerMile.orElseThrow().compareTo(ceilingPerMile.orElseThrow()) > 0) {
            throw new IllegalArgumentException("floor-per-mile is %s, above ceiling-per-mile, %s"
                    .formatted(floorPerMile.orElseThrow(), ceilingPerMile.orElseThrow()));
        }
    }

    /**
     * @param most share of the usual price, above 0
     * @param loads with fewer past loads in its equipment a lane has no usual price; at least 1
     */
    record RateOfChange(BigDecimal most, long loads) {
        RateOfChange {
            requireNonNull(most, "most is null");
            if (most.signum() <= 0 || loads < 1) {
                throw new IllegalArgumentException(
                        "rate-of-change: most is %s and loads %d, must be above 0 and at least 1"
                                .formatted(most, loads));
            }
        }
    }

    /**
     * @param state USPS code of the origin's or the destination's state
     * @param equipment van, reefer or flatbed; empty for all
     * @param mostPerMile USD
     */
    record RegionalCap(String state, Optional<String> equipment, BigDecimal mostPerMile) {
        RegionalCap {
            requireNonNull(state, "state is null");
            requireNonNull(equipment, "equipment is null");
            requireNonNull(mostPerMile, "mostPerMile is null");
        }

        private boolean holdsFor(Haul haul) {
            return haul.states().contains(state)
                    && equipment.map(haul.equipment()::equals).orElse(true);
        }
    }

    /**
     * What a price is for.
     *
     * @param states where it begins and ends
     * @param miles road miles, above 0
     * @param cost expected cost of the carrier, in USD
     * @param margin what was to be kept of the price
     * @param usualCost what the lane's past loads let expect of the cost; empty when there are too few
     * @param pastLoads of the lane in its equipment
     */
    record Haul(
            Set<String> states,
            String equipment,
            BigDecimal miles,
            BigDecimal cost,
            BigDecimal margin,
            Optional<BigDecimal> usualCost,
            long pastLoads) {
        Haul {
            states = Set.copyOf(states);
            requireNonNull(equipment, "equipment is null");
            requireNonNull(miles, "miles is null");
            requireNonNull(cost, "cost is null");
            requireNonNull(margin, "margin is null");
            requireNonNull(usualCost, "usualCost is null");
        }
    }

    /** A guardrail that moved a price. */
    record Fired(Guardrail guardrail, BigDecimal before, BigDecimal after) {
        /** As reasons say it. */
        String words() {
            return "%s from %s to %s by the guardrail %s"
                    .formatted(
                            after.compareTo(before) > 0 ? "raised" : "lowered",
                            before.toPlainString(),
                            after.toPlainString(),
                            guardrail.label());
        }
    }

    /**
     * @param price in USD, in cents
     * @param fired those that moved it, in the order in which they did
     */
    record Held(BigDecimal price, List<Fired> fired) {
        Held {
            requireNonNull(price, "price is null");
            fired = List.copyOf(fired);
        }
    }

    /** Holds a price within all bounds. */
    Held hold(BigDecimal price, Haul haul) {
        Moving moving = new Moving(price);
        rateOfChange.ifPresent(change -> haul.usualCost()
                .filter(usual -> haul.pastLoads() >= change.loads())
                .ifPresent(usual -> {
                    BigDecimal usualPrice = price(usual, haul.margin());
                    moving.atMost(
                            Guardrail.RATE_OF_CHANGE, cents(usualPrice.multiply(BigDecimal.ONE.add(change.most()))));
                    moving.atLeast(
                            Guardrail.RATE_OF_CHANGE,
                            cents(usualPrice.multiply(
                                    BigDecimal.ONE.subtract(change.most()).max(BigDecimal.ZERO))));
                }));
        regionalCaps.stream()
                .filter(cap -> cap.holdsFor(haul))
                .forEach(cap -> moving.atMost(Guardrail.REGIONAL_CAP, perMile(cap.mostPerMile(), haul)));
        minimumMargin
                .filter(least ->
                        !isOwnPrice(moving.price, haul) || haul.margin().compareTo(least) < 0)
                .ifPresent(least -> moving.atLeast(
                        Guardrail.MINIMUM_MARGIN,
                        haul.cost().divide(BigDecimal.ONE.subtract(least), 2, RoundingMode.CEILING)));
        floorPerMile.ifPresent(floor -> moving.atLeast(Guardrail.FLOOR_PER_MILE, perMile(floor, haul)));
        ceilingPerMile.ifPresent(ceiling -> moving.atMost(Guardrail.CEILING_PER_MILE, perMile(ceiling, haul)));
        return new Held(moving.price, moving.fired);
    }

    /** Of a margin that is enough, the rounding to a cent takes nothing. */
    private static boolean isOwnPrice(BigDecimal price, Haul haul) {
        return price.compareTo(price(haul.cost(), haul.margin())) == 0;
    }

    /** cost ÷ (1 − margin), in cents, rounded half up: the metric definition, Rate model. */
    static BigDecimal price(BigDecimal cost, BigDecimal margin) {
        return cost.divide(BigDecimal.ONE.subtract(margin), 2, CENTS);
    }

    private static BigDecimal perMile(BigDecimal dollars, Haul haul) {
        return cents(dollars.multiply(haul.miles()));
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, CENTS);
    }

    private static final class Moving {
        private final List<Fired> fired = new ArrayList<>();
        private BigDecimal price;

        Moving(BigDecimal price) {
            this.price = price;
        }

        void atMost(Guardrail guardrail, BigDecimal most) {
            if (price.compareTo(most) > 0) {
                move(guardrail, most);
            }
        }

        void atLeast(Guardrail guardrail, BigDecimal least) {
            if (price.compareTo(least) < 0) {
                move(guardrail, least);
            }
        }

        private void move(Guardrail guardrail, BigDecimal to) {
            fired.add(new Fired(guardrail, price, to));
            price = to;
        }
    }
}

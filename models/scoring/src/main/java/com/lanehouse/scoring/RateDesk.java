package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.lanehouse.features.HistoryView;
import com.lanehouse.features.Lane;
import com.lanehouse.features.RateQuestion;
import com.lanehouse.registry.compiled.CompiledRateModel.RateInterval;
import com.lanehouse.warehouse.reference.ZipCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;

/** Turns requests into rates; no I/O. */
final class RateDesk {
    private static final Duration VALID_FOR = Duration.ofHours(24);

    private final Atlas atlas;

    RateDesk(Atlas atlas) {
        this.atlas = requireNonNull(atlas, "atlas is null");
    }

    /**
     * Rates a request.
     *
     * @throws Problem when a place is not on the map
     * @throws NoRateException when nothing can say what it costs
     */
    RateAnswer answer(RateRequest request, ApiKey key, Terms terms, Instant now) {
        return answer(UUID.randomUUID().toString(), request, key, terms, now);
    }

    RateAnswer answer(String rateId, RateRequest request, ApiKey key, Terms terms, Instant now) {
        CostSource source = terms.source();
        ZipCode origin = atlas.locate(request.origin(), "origin");
        ZipCode destination = atlas.locate(request.destination(), "destination");
        Lane lane = new Lane(
                Lane.area(request.origin().area(), origin.zip()),
                Lane.area(request.destination().area(), destination.zip()),
                request.equipment());
        BigDecimal miles = BigDecimal.valueOf(source.circuity().roadMiles(origin.greatCircleMilesTo(destination)))
                .setScale(1, RoundingMode.HALF_UP);
        RateInterval cost = source.cost(
                new RateQuestion(lane, miles.doubleValue(), request.weightLbs(), request.pickupDate(), now));
        BigDecimal expected = cents(cost.p50());
        BigDecimal margin = terms.margin(key.segment(), request.equipment());
        Guardrails.Held held = terms.pricing()
                .guardrails()
                .hold(
                        Guardrails.price(expected, margin),
                        haul(request, origin, destination, lane, miles, expected, margin, source.view()));
        return new RateAnswer(
                rateId,
                request,
                origin,
                destination,
                held.price(),
                cents(cost.p10()),
                expected,
                cents(cost.p90()),
                held.fired().isEmpty() ? margin : kept(held.price(), expected),
                miles,
                source.fuelIncluded(),
                source.label(),
                source.name(),
                source.historiesAsOf() == null ? null : source.historiesAsOf().toString(),
                terms.assigned(),
                held.fired().stream()
                        .map(fired -> fired.guardrail().label())
                        .distinct()
                        .toList(),
                reasons(lane, miles, source, held),
                expires(now));
    }

    static Instant expires(Instant now) {
        return now.plus(VALID_FOR);
    }

    private static Guardrails.Haul haul(
            RateRequest request,
            ZipCode origin,
            ZipCode destination,
            Lane lane,
            BigDecimal miles,
            BigDecimal cost,
            BigDecimal margin,
            HistoryView past) {
        OptionalDouble usual = past.usualRate(lane);
        return new Guardrails.Haul(
                Set.copyOf(List.of(origin.state(), destination.state())),
                request.equipment(),
                miles,
                cost,
                margin,
                usual.isEmpty() ? Optional.empty() : Optional.of(cents(usual.getAsDouble() * miles.doubleValue())),
                past.loadsInEquipmentOn(lane));
    }

    /** What is kept of a price that guardrails moved, to four places; below 0 when it does not cover the cost. */
    private static BigDecimal kept(BigDecimal price, BigDecimal cost) {
        return price.signum() == 0
                ? BigDecimal.ZERO
                : BigDecimal.ONE.subtract(cost.divide(price, 4, RoundingMode.HALF_UP));
    }

    private static List<String> reasons(Lane lane, BigDecimal miles, CostSource source, Guardrails.Held held) {
        HistoryView view = source.view();
        long loads = view.loadsOn(lane);
        String history = loads == 0
                ? "no past load on this lane: rated from its areas and distance"
                : "%d past %s on this lane%s"
                        .formatted(
                                loads,
                                loads == 1 ? "load" : "loads",
                                view.daysSinceLast(lane)
                                        .map(days -> ", the last %s %d %s ago"
                                                .formatted(lane.equipment(), days, days == 1 ? "day" : "days"))
                                        .orElse(", none of them " + lane.equipment()));
        List<String> reasons = new ArrayList<>(List.of(
                history,
                "%s road miles, estimated from the great circle".formatted(miles.toPlainString()),
                String.format(
                        Locale.ROOT, "market %+.1f %% against its reference level", 100 * Math.expm1(view.market()))));
        if (source instanceof FallbackRates) {
            reasons.add("no model serves: rated from the lane's usual rate, or from a table where it has none");
        }
        held.fired().forEach(fired -> reasons.add("price " + fired.words()));
        return reasons;
    }

    private static BigDecimal cents(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
    }
}

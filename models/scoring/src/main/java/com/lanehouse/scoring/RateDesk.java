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
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Turns requests into rates; no I/O. */
final class RateDesk {
    private static final Duration VALID_FOR = Duration.ofHours(24);

    private final Atlas atlas;
    private final Margins margins;

    RateDesk(Atlas atlas, Margins margins) {
        this.atlas = requireNonNull(atlas, "atlas is null");
        this.margins = requireNonNull(margins, "margins is null");
    }

    /**
     * Rates a request.
     *
     * @throws Problem when a place is not on the map
     */
    RateAnswer answer(RateRequest request, ApiKey key, ServingModel model, Instant now) {
        ZipCode origin = atlas.locate(request.origin(), "origin");
        ZipCode destination = atlas.locate(request.destination(), "destination");
        Lane lane = new Lane(
                Lane.area(request.origin().area(), origin.zip()),
                Lane.area(request.destination().area(), destination.zip()),
                request.equipment());
        BigDecimal miles = BigDecimal.valueOf(model.circuity().roadMiles(origin.greatCircleMilesTo(destination)))
                .setScale(1, RoundingMode.HALF_UP);
        RateInterval cost =
                model.cost(new RateQuestion(lane, miles.doubleValue(), request.weightLbs(), request.pickupDate(), now));
        BigDecimal margin = margins.margin(key.segment(), request.equipment());
        return new RateAnswer(
                UUID.randomUUID().toString(),
                request,
                origin,
                destination,
                Margins.price(cost.p50(), margin),
                cents(cost.p10()),
                cents(cost.p50()),
                cents(cost.p90()),
                margin,
                miles,
                model.fuelIncluded(),
                model.name(),
                model.historiesAsOf() == null ? null : model.historiesAsOf().toString(),
                reasons(lane, miles, model),
                now.plus(VALID_FOR));
    }

    private static List<String> reasons(Lane lane, BigDecimal miles, ServingModel model) {
        HistoryView view = model.view();
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
        return List.of(
                history,
                "%s road miles, estimated from the great circle".formatted(miles.toPlainString()),
                String.format(
                        Locale.ROOT, "market %+.1f %% against its reference level", 100 * Math.expm1(view.market())));
    }

    private static BigDecimal cents(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
    }
}

package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.lanehouse.features.Circuity;
import com.lanehouse.features.HistoryPriors;
import com.lanehouse.features.HistoryView;
import com.lanehouse.features.LikeLoadKernel;
import com.lanehouse.features.MilesCurve;
import com.lanehouse.features.RateFeatures;
import com.lanehouse.features.RateLevel;
import com.lanehouse.features.RateQuestion;
import com.lanehouse.registry.compiled.CompiledRateModel;
import com.lanehouse.registry.compiled.CompiledRateModel.RateInterval;
import com.lanehouse.registry.compiled.UnreadableModelException;
import com.lanehouse.warehouse.reference.DieselPrices;
import java.time.Instant;

/**
 * A model and the histories it looks at. Thread-safe.
 *
 * @param historiesAsOf the snapshot of the lane histories; null when the lake has none yet
 */
record ServingModel(
        long version,
        CompiledRateModel model,
        RateFeatures features,
        Circuity circuity,
        boolean fuelIncluded,
        Instant historiesAsOf,
        HistoryView view)
        implements CostSource {
    ServingModel {
        requireNonNull(model, "model is null");
        requireNonNull(features, "features is null");
        requireNonNull(circuity, "circuity is null");
        requireNonNull(view, "view is null");
    }

    /** @throws UnreadableModelException when the model was made for other features than this service computes */
    static ServingModel of(
            long version, CompiledRateModel model, DieselPrices diesel, Instant historiesAsOf, HistoryView view) {
        if (!model.features().equals(RateFeatures.names())) {
            throw new IllegalArgumentException(
                    "rate model %d takes features %s, this service computes %s: train it anew or update the service"
                            .formatted(version, model.features(), RateFeatures.names()));
        }
        return new ServingModel(
                version,
                model,
                new RateFeatures(
                        new RateLevel(
                                new MilesCurve(model.parameter(RateFeatures.MILES_CURVE)),
                                model.parameter(RateFeatures.MARKET_SHARE)[0]),
                        HistoryPriors.of(model.parameter(RateFeatures.HISTORY_PRIORS)),
                        LikeLoadKernel.of(model.parameter(RateFeatures.LIKE_LOADS)),
                        diesel),
                new Circuity(model.parameter(RateFeatures.CIRCUITY)),
                model.parameter(RateFeatures.FUEL_INCLUDED)[0] != 0,
                historiesAsOf,
                view);
    }

    /** The same model over other past loads. */
    ServingModel with(Instant otherHistoriesAsOf, HistoryView otherView) {
        return new ServingModel(version, model, features, circuity, fuelIncluded, otherHistoriesAsOf, otherView);
    }

    @Override
    public String label() {
        return "model";
    }

    /** As events name it. */
    @Override
    public String name() {
        return "rate-" + version;
    }

    @Override
    public RateInterval cost(RateQuestion question) {
        return model.rate(features.vector(question, view)).times(question.miles());
    }
}

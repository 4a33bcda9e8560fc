package com.lanehouse.scoring;

import com.lanehouse.features.Circuity;
import com.lanehouse.features.HistoryView;
import com.lanehouse.features.RateQuestion;
import com.lanehouse.registry.compiled.CompiledRateModel.RateInterval;
import java.time.Instant;

/** What says what a haul costs. */
sealed interface CostSource permits ServingModel, FallbackRates {
    /** Where rates come from: {@code rate_source} of a rate that it gave anew. */
    String label();

    /** The model's version, such as rate-3; null when no model spoke. */
    String name();

    /** The past loads that it looks at. */
    HistoryView view();

    /** The snapshot of the lane histories; null when the lake has none yet. */
    Instant historiesAsOf();

    Circuity circuity();

    boolean fuelIncluded();

    /**
     * Dollars for a haul.
     *
     * @throws NoRateException when it cannot say
     */
    RateInterval cost(RateQuestion question);
}

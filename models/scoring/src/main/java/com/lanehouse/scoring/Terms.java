package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * On what terms a company is quoted.
 *
 * @param assigned the experiment's arm that is part of them, if any
 */
record Terms(CostSource source, Pricing pricing, Optional<Assigned> assigned) {
    Terms {
        requireNonNull(source, "source is null");
        requireNonNull(pricing, "pricing is null");
        requireNonNull(assigned, "assigned is null");
    }

    BigDecimal margin(String segment, String equipment) {
        return assigned.map(Assigned::arm)
                .flatMap(arm -> Optional.ofNullable(arm.margin()))
                .orElseGet(() -> pricing.margin(segment, equipment));
    }
}

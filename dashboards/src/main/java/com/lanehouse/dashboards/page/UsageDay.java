package com.lanehouse.dashboards.page;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/** {@code gold.usage_daily} without its company: rows of one day and feature are added up by the page. */
public record UsageDay(LocalDate day, String featureKey, long qty, long events) {
    public UsageDay {
        requireNonNull(day, "day is null");
        requireNonNull(featureKey, "featureKey is null");
        if (qty < 0 || events < 0) {
            throw new IllegalArgumentException("usage of %s on %s is negative".formatted(featureKey, day));
        }
    }
}

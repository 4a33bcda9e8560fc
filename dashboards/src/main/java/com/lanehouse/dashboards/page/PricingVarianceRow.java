package com.lanehouse.dashboards.page;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * A row of {@code gold.pricing_variance_monthly}; the page shows the scopes {@code all} and {@code equipment}.
 *
 * @param signedVariance ratio, null when no load counts; so are mape and withinToleranceShare
 * @param status met, missed or no_data (too few loads; the ratios are still shown)
 */
public record PricingVarianceRow(
        LocalDate month,
        String scope,
        String scopeValue,
        long loads,
        long excluded,
        Double signedVariance,
        Double mape,
        Double withinToleranceShare,
        String status) {
    public PricingVarianceRow {
        requireNonNull(month, "month is null");
        requireNonNull(scope, "scope is null");
        requireNonNull(scopeValue, "scopeValue is null");
        requireNonNull(status, "status is null");
        if (loads < 0 || excluded < 0) {
            throw new IllegalArgumentException("loads of %s, %s %s are negative".formatted(month, scope, scopeValue));
        }
    }
}

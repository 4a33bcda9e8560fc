package com.lanehouse.dashboards.page;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Set;

/**
 * A row of {@code gold.kpis}.
 *
 * @param value in the unit of the target; null when it cannot be computed
 * @param direction at_least, at_most or within
 * @param status met, missed or no_data; a value may be known and still too thin to judge
 */
public record KpiRow(
        Instant asOf, String kpi, Double value, double target, String direction, String status, String source) {
    private static final Set<String> DIRECTIONS = Set.of("at_least", "at_most", "within");
    private static final Set<String> STATUSES = Set.of("met", "missed", "no_data");

    public KpiRow {
        requireNonNull(asOf, "asOf is null");
        requireNonNull(kpi, "kpi is null");
        requireNonNull(source, "source is null");
        if (!DIRECTIONS.contains(requireNonNull(direction, "direction is null"))) {
            throw new IllegalArgumentException(
                    "direction of %s is %s: at_least, at_most or within".formatted(kpi, direction));
        }
        if (!STATUSES.contains(requireNonNull(status, "status is null"))) {
            throw new IllegalArgumentException("status of %s is %s: met, missed or no_data".formatted(kpi, status));
        }
        if (value == null && !status.equals("no_data")) {
            throw new IllegalArgumentException("%s is %s without a value".formatted(kpi, status));
        }
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException("value of %s is not finite".formatted(kpi));
        }
        if (!Double.isFinite(target)) {
            throw new IllegalArgumentException("target of %s is not finite".formatted(kpi));
        }
    }

    /** Whether the row says nothing about its target. */
    boolean undecided() {
        return status.equals("no_data");
    }
}

package com.lanehouse.orchestration.gate;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row of {@code gold.slo_status}.
 *
 * @param ratio null when there are no records
 * @param budgetRemaining null when there are no records
 * @param burnRates by window; null where a window holds no record
 */
public record Measurement(
        String slo,
        Instant windowEnd,
        long good,
        long total,
        Double ratio,
        Double budgetRemaining,
        Map<String, Double> burnRates,
        String status) {
    public Measurement {
        requireNonNull(slo, "slo is null");
        requireNonNull(windowEnd, "windowEnd is null");
        requireNonNull(status, "status is null");
        burnRates = Collections.unmodifiableMap(new LinkedHashMap<>(burnRates));
        if (good < 0 || good > total) {
            throw new IllegalArgumentException("%s: %d good of %d records cannot be".formatted(slo, good, total));
        }
    }

    static Measurement of(Map<String, Object> row) {
        Map<String, Double> burnRates = new LinkedHashMap<>();
        ((Map<?, ?>) row.get("burn_rates")).forEach((window, rate) -> burnRates.put((String) window, (Double) rate));
        return new Measurement(
                (String) row.get("slo"),
                (Instant) row.get("window_end"),
                (Long) row.get("good"),
                (Long) row.get("total"),
                (Double) row.get("ratio"),
                (Double) row.get("budget_remaining"),
                burnRates,
                (String) row.get("status"));
    }
}

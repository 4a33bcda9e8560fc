package com.lanehouse.jobs.servicelevels;

import static java.util.Objects.requireNonNull;

import com.lanehouse.jobs.ServiceLevel;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A service level at the end of one of its windows.
 *
 * @param burnRates by the label of each burn window; null where that holds no record
 */
record WindowState(ServiceLevel level, Instant end, RecordCount count, Map<String, Double> burnRates) {
    WindowState {
        requireNonNull(level, "level is null");
        requireNonNull(end, "end is null");
        requireNonNull(count, "count is null");
        burnRates = Collections.unmodifiableMap(new LinkedHashMap<>(burnRates));
    }

    static WindowState of(ServiceLevel level, CumulativeCounts counts, Instant end) {
        Map<String, Double> burnRates = new LinkedHashMap<>();
        for (BurnWindow window : BurnWindow.values()) {
            burnRates.put(window.label(), counts.within(window.length(), end).burnRate(level.objective()));
        }
        return new WindowState(level, end, counts.within(level.window(), end), burnRates);
    }

    /** Burn rates alert, they do not decide. */
    String status() {
        if (count.total() < ServiceLevel.LEAST_RECORDS) {
            return "no_data";
        }
        return count.ratio() < level.objective().doubleValue() ? "breach" : "ok";
    }
}

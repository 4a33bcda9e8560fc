package com.lanehouse.jobs.servicelevels;

import java.time.Duration;

/** The windows over which burn rates are taken (the metric definition, Service levels). */
public enum BurnWindow {
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    THIRTY_MINUTES("30m", Duration.ofMinutes(30)),
    ONE_HOUR("1h", Duration.ofHours(1)),
    TWO_HOURS("2h", Duration.ofHours(2)),
    SIX_HOURS("6h", Duration.ofHours(6)),
    ONE_DAY("1d", Duration.ofDays(1)),
    THREE_DAYS("3d", Duration.ofDays(3));

    private final String label;
    private final Duration length;

    BurnWindow(String label, Duration length) {
        this.label = label;
        this.length = length;
    }

    /** The key in {@code gold.slo_status.burn_rates}. */
    public String label() {
        return label;
    }

    public Duration length() {
        return length;
    }
}

package com.lanehouse.jobs.servicelevels;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * When the error budget goes so fast that somebody must know: the burn rate is above the threshold over the long window
 * and over the short one, which ends the alert soon after the trouble (the metric definition, Service levels).
 *
 * @param threshold burn rate that both windows must be above
 * @param urgent whether somebody must come at once, or it can wait for the working day
 */
public record BurnAlert(BurnWindow longWindow, BurnWindow shortWindow, double threshold, boolean urgent) {
    /** Every pair, the fastest burn first. */
    public static final List<BurnAlert> ALL = List.of(
            new BurnAlert(BurnWindow.ONE_HOUR, BurnWindow.FIVE_MINUTES, 14.4, true),
            new BurnAlert(BurnWindow.SIX_HOURS, BurnWindow.THIRTY_MINUTES, 6, true),
            new BurnAlert(BurnWindow.ONE_DAY, BurnWindow.TWO_HOURS, 3, false),
            new BurnAlert(BurnWindow.THREE_DAYS, BurnWindow.SIX_HOURS, 1, false));

    public BurnAlert {
        requireNonNull(longWindow, "longWindow is null");
        requireNonNull(shortWindow, "shortWindow is null");
        if (longWindow.length().compareTo(shortWindow.length()) <= 0) {
            throw new IllegalArgumentException(
                    "%s is not longer than %s".formatted(longWindow.label(), shortWindow.label()));
        }
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("threshold is " + threshold);
        }
    }
}

package com.lanehouse.jobs.revenue;

import java.util.Locale;
import java.util.Optional;

/** How often a price recurs in a month: a year has 12 months, 52 weeks and 365 days. */
enum BillingInterval {
    DAY(365),
    WEEK(52),
    MONTH(12),
    YEAR(1);

    private final Fraction timesAMonth;

    BillingInterval(int timesAYear) {
        this.timesAMonth = Fraction.of(timesAYear).dividedBy(12);
    }

    /** Stripe's name of it, such as {@code week}; empty for any other. */
    static Optional<BillingInterval> named(String name) {
        for (BillingInterval interval : values()) {
            if (interval.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(interval);
            }
        }
        return Optional.empty();
    }

    /** Billing periods in a month when one lasts this many intervals. */
    Fraction periodsAMonth(int intervalCount) {
        return timesAMonth.dividedBy(intervalCount);
    }
}

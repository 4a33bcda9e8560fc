package com.lanehouse.jobs;

import java.time.LocalDate;

/** A UTC period that is named by its first day. */
public enum Period {
    DAY("DAY"),
    /** ISO week: from Monday. */
    WEEK("WEEK"),
    MONTH("MONTH");

    private final String unit;

    Period(String unit) {
        this.unit = unit;
    }

    /** SQL for the first day of the period in which a time or date lies. */
    public String of(String column) {
        return "CAST(date_trunc('%s', %s) AS DATE)".formatted(unit, column);
    }

    /** The first day of the next period. */
    public LocalDate after(LocalDate start) {
        return switch (this) {
            case DAY -> start.plusDays(1);
            case WEEK -> start.plusWeeks(1);
            case MONTH -> start.plusMonths(1);
        };
    }
}

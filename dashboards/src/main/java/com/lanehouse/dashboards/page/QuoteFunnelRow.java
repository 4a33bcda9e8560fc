package com.lanehouse.dashboards.page;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * A row of {@code gold.quote_funnel}. Its ratio is not here: the page shows it for groups of rows, and a ratio of sums
 * is not a mean of ratios.
 *
 * @param quotes priced in the month; booked, lost, expired and open add up to it
 */
public record QuoteFunnelRow(
        LocalDate month,
        String segment,
        String equipment,
        long quotes,
        long booked,
        long lost,
        long expired,
        long open) {
    public QuoteFunnelRow {
        requireNonNull(month, "month is null");
        requireNonNull(segment, "segment is null");
        requireNonNull(equipment, "equipment is null");
        if (Math.min(Math.min(booked, lost), Math.min(expired, open)) < 0) {
            throw new IllegalArgumentException(
                    "quotes of %s, %s, %s are negative".formatted(month, segment, equipment));
        }
        if (booked + lost + expired + open != quotes) {
            throw new IllegalArgumentException(
                    "%s, %s, %s: %d booked, %d lost, %d expired and %d open are not %d quotes"
                            .formatted(month, segment, equipment, booked, lost, expired, open, quotes));
        }
    }
}

package com.lanehouse.dashboards.page;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A row of {@code gold.directory_daily}.
 *
 * @param carriers active ones
 * @param completeness ratio, null without carriers; so is coiFreshness
 */
public record DirectoryDay(Instant asOf, long carriers, Double completeness, Double coiFreshness) {
    public DirectoryDay {
        requireNonNull(asOf, "asOf is null");
        if (carriers < 0) {
            throw new IllegalArgumentException("carriers at %s are negative".formatted(asOf));
        }
    }
}

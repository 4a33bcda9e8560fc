package com.lanehouse.dashboards.page;

import static java.util.Objects.requireNonNull;

/**
 * How a KPI is shown.
 *
 * @param about what the value covers, in a few words; empty when that is not declared
 */
record KpiPresentation(String kpi, String label, String group, ValueFormat format, int decimals, String about) {
    KpiPresentation {
        requireNonNull(kpi, "kpi is null");
        requireNonNull(label, "label is null");
        requireNonNull(group, "group is null");
        requireNonNull(format, "format is null");
        requireNonNull(about, "about is null");
        if (decimals < 0 || decimals > 4) {
            throw new IllegalArgumentException("decimals of %s are %d: 0 to 4".formatted(kpi, decimals));
        }
    }
}

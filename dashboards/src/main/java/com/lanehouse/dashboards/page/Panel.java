package com.lanehouse.dashboards.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Objects;

/**
 * One drawing: what the page's script needs to draw it.
 *
 * @param source the table it is drawn from
 * @param kind stacked (bars over labels), lines (over labels), snapshots (lines over instants) or bars (one per label)
 * @param format percent or number
 * @param labels one for each value of a series; ISO instants for snapshots
 * @param targets dashed lines with a name
 * @param band half the height of a shaded band around 0; null for none
 * @param description the drawing in words, for those who do not see it
 */
record Panel(
        String id,
        String title,
        String source,
        String kind,
        String format,
        List<String> labels,
        List<Series> series,
        List<Target> targets,
        Double band,
        String description) {

    /**
     * @param values null is a gap
     * @param colour name of a colour of the style sheet
     * @param doubtful for each value, whether it is too thin to judge; empty when none is
     */
    record Series(String name, List<? extends Number> values, String colour, List<Boolean> doubtful) {
        static Series of(String name, List<? extends Number> values, String colour) {
            return new Series(name, values, colour, List.of());
        }
    }

    record Target(String name, double value) {}

    /** Whether there is nothing to draw. */
    @JsonIgnore
    boolean isEmpty() {
        return series.stream().flatMap(one -> one.values().stream()).noneMatch(Objects::nonNull);
    }
}

package com.lanehouse.pipeline.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that were rejected for one reason.
 *
 * @param rows how many
 * @param first the first of them in file order; at most {@value #MOST_KEPT}
 */
public record Rejections(long rows, List<Rejection> first) {
    static final int MOST_KEPT = 5;

    public Rejections {
        first = List.copyOf(first);
        if (first.isEmpty() || rows < first.size()) {
            throw new IllegalArgumentException("%d rows cannot begin with %d".formatted(rows, first.size()));
        }
    }

    /** What the first ones say, with the lines that say it: {@code lines 2, 3, 7: equipment 'Air' has no meaning …}. */
    public List<String> byDetail() {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        first.forEach(rejection -> lines.computeIfAbsent(rejection.detail(), detail -> new ArrayList<>())
                .add(String.valueOf(rejection.line())));
        return lines.entrySet().stream()
                .map(entry -> "%s %s: %s"
                        .formatted(
                                entry.getValue().size() == 1 ? "line" : "lines",
                                String.join(", ", entry.getValue()),
                                entry.getKey()))
                .toList();
    }
}

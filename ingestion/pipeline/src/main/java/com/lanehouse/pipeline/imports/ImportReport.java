package com.lanehouse.pipeline.imports;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the rows of an imported file. Every row is used or rejected with one reason.
 *
 * @param file the file that was read
 * @param linesRead rows of data; a header and blank lines do not count
 * @param used rows that became events
 * @param events events handed to the sink
 * @param rejections by name of the reason, most rows first; a reason without rows is absent. They quote the file: for
 *     the eyes of the person who imports
 */
public record ImportReport(String file, long linesRead, long used, long events, Map<String, Rejections> rejections) {
    public ImportReport {
        requireNonNull(file, "file is null");
        rejections = mostRowsFirst(rejections);
        long rejected = rejections.values().stream().mapToLong(Rejections::rows).sum();
        if (linesRead != used + rejected) {
            throw new IllegalArgumentException(
                    "linesRead is %d, not used %d + rejected %d".formatted(linesRead, used, rejected));
        }
    }

    private static Map<String, Rejections> mostRowsFirst(Map<String, Rejections> rejections) {
        Map<String, Rejections> sorted = new LinkedHashMap<>();
        rejections.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Rejections>>comparingLong(
                                entry -> -entry.getValue().rows())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(sorted);
    }

    /** Rows that were rejected, whatever the reason. */
    public long rejected() {
        return linesRead - used;
    }

    /** Rows per reason. */
    public Map<String, Long> rejectedByReason() {
        Map<String, Long> rows = new LinkedHashMap<>();
        rejections.forEach((reason, rejected) -> rows.put(reason, rejected.rows()));
        return rows;
    }
}

package com.lanehouse.pipeline.imports;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the rows of an imported file. Every row is used or rejected with one reason.
 *
 * @param file the file that was read
 * @param linesRead rows of data; a header and blank lines do not count
 * @param used rows that became events
 * @param events events handed to the sink
 * @param rejectedByReason rows per reason, by name of the reason; a reason without rows is absent
 * @param firstRejections the first rejected rows in file order, such as {@code line 17: pickup 'x' is not a date in
 *     yyyy-MM-dd}; at most {@value #MOST_SHOWN}. They quote the file: for the eyes of the person who imports
 */
public record ImportReport(
        String file,
        long linesRead,
        long used,
        long events,
        Map<String, Long> rejectedByReason,
        List<String> firstRejections) {
    static final int MOST_SHOWN = 20;

    public ImportReport {
        requireNonNull(file, "file is null");
        rejectedByReason = Collections.unmodifiableMap(new TreeMap<>(rejectedByReason));
        firstRejections = List.copyOf(firstRejections);
        long rejected =
                rejectedByReason.values().stream().mapToLong(Long::longValue).sum();
        if (linesRead != used + rejected) {
            throw new IllegalArgumentException(
                    "linesRead is %d, not used %d + rejected %d".formatted(linesRead, used, rejected));
        }
    }

    /** Rows that were rejected, whatever the reason. */
    public long rejected() {
        return linesRead - used;
    }
}

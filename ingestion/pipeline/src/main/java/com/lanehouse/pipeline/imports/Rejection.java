package com.lanehouse.pipeline.imports;

import static java.util.Objects.requireNonNull;

/**
 * A row that was rejected.
 *
 * @param line where the row starts in the file, counted from 1 as an editor does: a header, blank lines and line breaks
 *     inside quotes count, and CR, LF and CR LF each end a line
 * @param detail what is wrong, such as {@code pickup 'x' is not a date in yyyy-MM-dd}; quotes the file
 */
public record Rejection(long line, String detail) {
    public Rejection {
        requireNonNull(detail, "detail is null");
        if (line < 1) {
            throw new IllegalArgumentException("line is %d, not above 0".formatted(line));
        }
    }

    @Override
    public String toString() {
        return "line %d: %s".formatted(line, detail);
    }
}

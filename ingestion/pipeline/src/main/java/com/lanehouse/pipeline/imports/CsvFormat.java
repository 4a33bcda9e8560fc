package com.lanehouse.pipeline.imports;

import static java.util.Objects.requireNonNull;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How a file is written down: the charset of its text and the character between its fields. */
record CsvFormat(Charset charset, char delimiter) {
    static final CsvFormat DEFAULT = new CsvFormat(StandardCharsets.UTF_8, ',');

    CsvFormat {
        requireNonNull(charset, "charset is null");
        if (delimiter == '"' || delimiter == '\r' || delimiter == '\n') {
            throw new IllegalArgumentException("a quote or a line break cannot part fields");
        }
    }
}

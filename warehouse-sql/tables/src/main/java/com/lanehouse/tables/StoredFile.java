package com.lanehouse.tables;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * A data file of a table.
 *
 * @param path absolute, as the log gives it
 * @param bytes its size
 * @param modifiedAt milliseconds since 1970
 * @param partition values of the columns that files are apart in, as text; null for none
 * @param statistics of its columns, as JSON
 */
public record StoredFile(
        String path, long bytes, long modifiedAt, Map<String, String> partition, Optional<String> statistics) {
    public StoredFile {
        requireNonNull(path, "path is null");
        requireNonNull(partition, "partition is null");
        requireNonNull(statistics, "statistics is null");
    }
}

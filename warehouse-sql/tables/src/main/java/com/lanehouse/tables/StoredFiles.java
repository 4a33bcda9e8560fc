package com.lanehouse.tables;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The data files of one version of a table.
 *
 * @param columns of the table, as the log has them: a struct in the JSON of Delta's protocol
 * @param plain whether the files hold just its rows, under its columns' names: nothing is deleted in them by a vector
 *     beside them, and no column has another name there
 */
public record StoredFiles(long version, String columns, boolean plain, List<StoredFile> files) {
    public StoredFiles {
        requireNonNull(columns, "columns is null");
        files = List.copyOf(files);
    }
}

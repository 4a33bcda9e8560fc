package com.lanehouse.tables;

import java.util.List;

/**
 * The data files of one version of a table.
 *
 * @param columns of the table, in its order
 * @param plain whether the files hold just its rows, under its columns' names: nothing is deleted in them by a vector
 *     beside them, and no column has another name there
 */
public record StoredFiles(long version, List<String> columns, boolean plain, List<StoredFile> files) {
    public StoredFiles {
        columns = List.copyOf(columns);
        files = List.copyOf(files);
    }
}

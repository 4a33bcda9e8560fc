package com.lanehouse.lake;

import com.lanehouse.tables.KernelTable;
import com.lanehouse.tables.StoredFile;
import com.lanehouse.tables.StoredFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data files of the versions of tables that were last asked for, each with what its statistics say: a version never
 * changes, so its log is read once. Safe for many threads.
 */
final class KnownFiles {
    /** Of one table several are in use at once: as the last run saw it, as this one does, and what it has since become. */
    private static final int MOST_VERSIONS_A_TABLE = 4;

    private final Map<Path, Table> tables = new HashMap<>();

    /** One file and its ranges. */
    record KnownFile(StoredFile file, ColumnRanges ranges) {}

    /** The files of one version. */
    record Version(StoredFiles stored, List<KnownFile> files) {}

    /** One table's versions, the oldest asked for first. */
    private static final class Table {
        private final Map<Long, Version> versions = new LinkedHashMap<>(8, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Version> eldest) {
                return size() > MOST_VERSIONS_A_TABLE;
            }
        };
    }

    Version at(Path table, long version) {
        Table known;
        synchronized (tables) {
            known = tables.computeIfAbsent(table, path -> new Table());
        }
        synchronized (known) {
            Version found = known.versions.get(version);
            if (found == null) {
                found = read(table, version, known);
                known.versions.put(version, found);
            }
            return found;
        }
    }

    /** A file that another version has, too, is kept once. */
    private static Version read(Path table, long version, Table known) {
        Map<String, KnownFile> before = new HashMap<>();
        known.versions
                .values()
                .forEach(other ->
                        other.files().forEach(file -> before.put(file.file().path(), file)));
        StoredFiles stored = KernelTable.at(table).files(version);
        List<KnownFile> files = stored.files().stream()
                .map(file -> {
                    KnownFile same = before.get(file.path());
                    return same == null ? new KnownFile(file, new ColumnRanges(file)) : same;
                })
                .toList();
        return new Version(stored, files);
    }
}

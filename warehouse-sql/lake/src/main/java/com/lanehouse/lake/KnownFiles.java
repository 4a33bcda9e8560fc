package com.lanehouse.lake;

import com.lanehouse.tables.KernelTable;
import com.lanehouse.tables.StoredFile;
import com.lanehouse.tables.StoredFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The data files of the versions of tables that were last asked for, each with what its statistics say: a version never
 * changes, so its log is read once. Safe for many threads.
 */
final class KnownFiles {
    /** Of one table several are in use at once: as the last run saw it, as this one does, and what it has since become. */
    private static final int MOST_VERSIONS_A_TABLE = 4;

    private final Map<Path, Table> tables = new HashMap<>();

    /**
     * One file.
     *
     * @param modifiedAt milliseconds since 1970
     * @param partition values of the columns that files are apart in, as text
     */
    record KnownFile(String path, long bytes, long modifiedAt, Map<String, String> partition, ColumnRanges ranges) {
        /** @param column of dates or times; where nothing is known of it, it may hold any day */
        boolean mayHoldDays(StructField column, LocalDate from, LocalDate before) {
            String day = partition.get(column.name());
            if (day != null && !day.isEmpty()) {
                return !LocalDate.parse(day).isBefore(from)
                        && LocalDate.parse(day).isBefore(before);
            }
            ColumnRanges.Range range = ranges.ranges().get(column.name());
            long unit = column.dataType().equals(DataTypes.DateType) ? 1 : TimeUnit.DAYS.toMicros(1);
            return range == null
                    || range.greatest() >= from.toEpochDay() * unit && range.smallest() < before.toEpochDay() * unit;
        }
    }

    /**
     * The files of one version.
     *
     * @param columns of the table, as its log has them
     * @param plain see {@link StoredFiles}
     */
    record Version(long version, StructType columns, boolean plain, long bytes, List<KnownFile> files) {}

    /** A version by its number and by when its commit was written: a lake that was restored counts on from an older one. */
    private record Commit(long version, long writtenAt) {
        static Commit of(Path table, long version) {
            Path file = table.resolve("_delta_log").resolve("%020d.json".formatted(version));
            try {
                return new Commit(version, Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
            } catch (IOException e) {
                // Cleared away behind a checkpoint: what is old does not change any more.
                return new Commit(version, 0);
            }
        }
    }

    /** One table's versions, the oldest asked for first. */
    private static final class Table {
        private final Map<Commit, Version> versions = new LinkedHashMap<>(8, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Commit, Version> eldest) {
                return size() > MOST_VERSIONS_A_TABLE;
            }
        };
    }

    /** @param columns of the table as it is declared */
    Version at(Path table, long version, StructType columns) {
        Table known;
        synchronized (tables) {
            known = tables.computeIfAbsent(table, path -> new Table());
        }
        synchronized (known) {
            Commit commit = Commit.of(table, version);
            Version found = known.versions.get(commit);
            if (found == null) {
                found = read(KernelTable.at(table).files(version), columns, known);
                known.versions.put(commit, found);
            }
            return found;
        }
    }

    /** A file that another version has, too, is kept once. */
    private static Version read(StoredFiles stored, StructType columns, Table known) {
        Map<String, KnownFile> before = new HashMap<>();
        known.versions.values().forEach(other -> other.files().forEach(file -> before.put(file.path(), file)));
        List<KnownFile> files = stored.files().stream()
                .map(file -> {
                    KnownFile same = before.get(file.path());
                    return same == null ? known(file, columns) : same;
                })
                .toList();
        return new Version(
                stored.version(),
                (StructType) DataType.fromJson(stored.columns()),
                stored.plain(),
                files.stream().mapToLong(KnownFile::bytes).sum(),
                files);
    }

    private static KnownFile known(StoredFile file, StructType columns) {
        return new KnownFile(
                file.path(),
                file.bytes(),
                file.modifiedAt(),
                file.partition(),
                ColumnRanges.of(file.statistics(), columns));
    }
}

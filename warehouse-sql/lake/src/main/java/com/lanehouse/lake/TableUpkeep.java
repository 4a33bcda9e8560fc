package com.lanehouse.lake;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.lanehouse.tables.KernelTable;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;

/**
 * Keeps tables that Spark writes small. What it does makes versions, but none in which a row is another, and
 * {@link Lake#rowsChanged} knows them. Not to be used beside writers of the same tables: whoever loses that race fails.
 */
public final class TableUpkeep {
    /** Larger files are never written anew. */
    private static final long SMALL_BYTES = 8L << 20;

    private static final int FILES_TO_JOIN = 16;

    private final Lake lake;
    private final int filesToJoin;

    public TableUpkeep(Lake lake) {
        this(lake, FILES_TO_JOIN);
    }

    /** @param filesToJoin so many small files side by side are joined */
    public TableUpkeep(Lake lake, int filesToJoin) {
        this.lake = lake.withNewSession();
        this.filesToJoin = filesToJoin;
        this.lake.expectManyRows(false);
        this.lake.session().conf().set("spark.databricks.delta.optimize.minFileSize", SMALL_BYTES);
    }

    /**
     * Joins small files where there are many that could be one.
     *
     * @return by how many files the table then has less
     */
    public long joinSmallFiles(String table) {
        Snapshot before = newest(table);
        if (before.numOfFiles() < filesToJoin || !hasManySmallFiles(before)) {
            return 0;
        }
        DeltaTable.forPath(lake.session(), lake.path(table)).optimize().executeCompaction();
        return before.numOfFiles() - newest(table).numOfFiles();
    }

    private boolean hasManySmallFiles(Snapshot snapshot) {
        return snapshot.allFiles().collectAsList().stream()
                .filter(file -> file.size() < SMALL_BYTES)
                .collect(groupingBy(AddFile::partitionValues, counting()))
                .values()
                .stream()
                .anyMatch(files -> files >= filesToJoin);
    }

    /**
     * Deletes the files that no version needs which the table still keeps, those of its change feed too.
     *
     * @return how many were deleted
     */
    public int deleteUnusedFiles(String table) {
        return KernelTable.at(Path.of(lake.path(table))).deleteUnusedFiles();
    }

    private Snapshot newest(String table) {
        return DeltaLog.forTable(lake.session(), lake.path(table))
                .update(false, scala.Option.empty(), scala.Option.empty());
    }
}

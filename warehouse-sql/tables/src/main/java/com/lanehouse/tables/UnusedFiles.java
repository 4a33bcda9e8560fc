package com.lanehouse.tables;

import io.delta.kernel.Snapshot;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.TableConfig;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Data files that no reader can want any more: joined into others, or left behind by a write that a crash ended, longer
 * ago than the table keeps removed files ({@code delta.deletedFileRetentionDuration}). What Delta's VACUUM clears away,
 * without Spark. Files of the change feed are among them: no version names them, so they are kept as long as if they had
 * been removed when they were written.
 */
final class UnusedFiles {
    private final Engine engine;
    private final Path folder;
    private final Snapshot newest;

    UnusedFiles(Engine engine, Path folder, Snapshot newest) {
        this.engine = engine;
        this.folder = folder;
        this.newest = newest;
    }

    /** @return how many files were deleted */
    int delete() {
        long kept = TableConfig.TOMBSTONE_RETENTION.fromMetadata(newest.getMetadata());
        Instant before = Instant.now().minus(Duration.ofMillis(kept));
        Set<String> needed = needed();
        // The log has files of the same kind, its checkpoints.
        Path log = folder.resolve("_delta_log");
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> unused = files.filter(file -> file.toString().endsWith(".parquet") && !file.startsWith(log))
                    .filter(file -> !needed.contains(file.getFileName().toString()))
                    .filter(file -> isOlder(file, before))
                    .toList();
            for (Path file : unused) {
                Files.deleteIfExists(file);
            }
            return unused.size();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear away unused files of " + folder, e);
        }
    }

    /** What a checkpoint would name: the table's files, and those removed so lately that a reader may still be at them. */
    private Set<String> needed() {
        Set<String> names = new HashSet<>();
        try (var actions = newest.getCreateCheckpointIterator(engine)) {
            while (actions.hasNext()) {
                try (CloseableIterator<Row> rows = actions.next().getRows()) {
                    rows.forEachRemaining(action -> {
                        for (int file : List.of(SingleAction.ADD_FILE_ORDINAL, SingleAction.REMOVE_FILE_ORDINAL)) {
                            if (!action.isNullAt(file)) {
                                Row named = action.getStruct(file);
                                names.add(name(named.getString(named.getSchema().indexOf("path"))));
                            }
                        }
                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the log of " + folder, e);
        }
        return names;
    }

    private static String name(String path) {
        return Path.of(URI.create(path).getPath()).getFileName().toString();
    }

    private static boolean isOlder(Path file, Instant before) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}

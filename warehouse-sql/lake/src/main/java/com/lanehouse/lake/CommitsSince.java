package com.lanehouse.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddCDCFile;
import org.apache.spark.sql.delta.actions.FileAction;

/** The commits of a table between two versions, read from the log's own files: no Spark job is started. */
final class CommitsSince {
    private final String table;
    private final Path folder;
    private final long after;
    private final long upTo;

    /** @param after the older version, whose own commit is not among them */
    CommitsSince(String table, Path folder, long after, long upTo) {
        this.table = table;
        this.folder = folder;
        this.after = after;
        this.upTo = upTo;
    }

    /**
     * Whether one of them added or removed rows: one that joins files does not.
     *
     * @throws ChangesUnknownException when one of them was cleared away
     */
    boolean changedRows() {
        return commits().anyMatch(commit -> commit.stream().anyMatch(CommitsSince::changesRows));
    }

    /**
     * Holds that the files are there in which the change feed finds the rows.
     *
     * @throws ChangesUnknownException when one of them, or a commit, was cleared away
     */
    void requireFiles() {
        commits().forEach(commit -> {
            List<FileAction> changes = of(commit, AddCDCFile.class);
            if (changes.isEmpty()) {
                changes = of(commit, FileAction.class).stream()
                        .filter(CommitsSince::changesRows)
                        .toList();
            }
            for (FileAction file : changes) {
                if (!Files.exists(Path.of(folder.toUri().resolve(file.pathAsUri())))) {
                    throw new ChangesUnknownException(table, after, null);
                }
            }
        });
    }

    private static List<FileAction> of(List<Action> commit, Class<? extends FileAction> kind) {
        return commit.stream()
                .filter(kind::isInstance)
                .map(FileAction.class::cast)
                .toList();
    }

    private static boolean changesRows(Action action) {
        return action instanceof FileAction file && file.dataChange();
    }

    private Stream<List<Action>> commits() {
        return LongStream.rangeClosed(after + 1, upTo).mapToObj(this::commit);
    }

    private List<Action> commit(long version) {
        Path file = folder.resolve("_delta_log").resolve("%020d.json".formatted(version));
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(Action::fromJson).toList();
        } catch (IOException e) {
            throw new ChangesUnknownException(table, after, e);
        }
    }
}

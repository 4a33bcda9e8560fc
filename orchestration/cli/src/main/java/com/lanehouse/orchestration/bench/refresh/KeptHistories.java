package com.lanehouse.orchestration.bench.refresh;

import static java.util.Objects.requireNonNull;

import com.lanehouse.lake.Lake;
import com.lanehouse.orchestration.local.OwnedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Histories that were made once: a bench begins from hard links to their files, which is done in a moment. */
final class KeptHistories {
    private static final String OWNER = "history";
    private static final String COMPLETE = "complete";

    private final Path folder;
    private final SparkSession session;

    KeptHistories(Path folder, SparkSession session) {
        this.folder = requireNonNull(folder, "folder is null");
        this.session = requireNonNull(session, "session is null");
    }

    /**
     * Gives an empty folder a lake's files, which are made first where they are not kept yet.
     *
     * @param progress told of the days that are made
     */
    void copy(int days, int eventsADay, Path lake, IntConsumer progress) throws IOException {
        Path kept = folder.resolve("%d-days-of-%d-events-%s".formatted(days, eventsADay, BulkHistory.edition()));
        if (!Files.exists(kept.resolve(COMPLETE))) {
            OwnedFolder.prepare(kept, OWNER);
            new BulkHistory(Lake.open(session, kept), days, eventsADay).write(0, days, progress);
            Files.createFile(kept.resolve(COMPLETE));
        }
        for (String layer : BulkHistory.LAYERS) {
            try (Stream<Path> files = Files.walk(kept.resolve(layer))) {
                files.filter(Files::isRegularFile).forEach(file -> link(file, lake.resolve(kept.relativize(file))));
            }
        }
    }

    /** No file of a table is ever written twice: the log's are, like data, replaced by new ones. */
    private static void link(Path file, Path other) {
        try {
            Files.createDirectories(other.getParent());
            Files.createLink(other, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot link %s to %s; both must be on one disk".formatted(other, file), e);
        }
    }
}

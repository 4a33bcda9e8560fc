package com.lanehouse.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Delta keeps of changes beside a table's rows, taken away as clearing up does in time. */
public final class ChangeFiles {
    private ChangeFiles() {}

    public static void delete(Lake lake, String table) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(lake.path(table), "_change_data"))) {
            List<Path> gone = files.filter(Files::isRegularFile).toList();
            for (Path file : gone) {
                Files.delete(file);
            }
            if (gone.isEmpty()) {
                throw new IllegalStateException(table + " has no change files");
            }
        }
    }
}

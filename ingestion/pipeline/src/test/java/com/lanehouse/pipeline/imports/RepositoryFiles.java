package com.lanehouse.pipeline.imports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files outside the module, found by looking in each folder above it. */
final class RepositoryFiles {
    private RepositoryFiles() {}

    static Path shipped(String path) {
        return find(path).orElseThrow(() -> new IllegalStateException(path + " is in no folder above the module"));
    }

    static Optional<Path> find(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(path))) {
                return Optional.of(folder.resolve(path));
            }
        }
        return Optional.empty();
    }
}

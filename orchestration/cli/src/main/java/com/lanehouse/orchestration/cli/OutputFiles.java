package com.lanehouse.orchestration.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Says before the work begins why an output file cannot be written. */
final class OutputFiles {
    private OutputFiles() {}

    static void require(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (Files.isDirectory(file)) {
            throw new WrongUseException("%s is a folder; name a file".formatted(file));
        }
        if (!Files.isDirectory(folder)) {
            throw new WrongUseException("there is no folder %s to write %s into".formatted(folder, file.getFileName()));
        }
        if (!Files.isWritable(folder)) {
            throw new FailedException("cannot write to %s; choose another place with --out".formatted(folder));
        }
    }
}

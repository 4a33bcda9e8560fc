package com.lanehouse.orchestration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says in one line why an input file cannot be used. */
final class InputFiles {
    private InputFiles() {}

    static void require(Path file) {
        if (!Files.exists(file)) {
            throw new WrongUseException("there is no file %s".formatted(file));
        }
        if (!Files.isRegularFile(file)) {
            throw new WrongUseException("%s is not a file".formatted(file));
        }
        if (!Files.isReadable(file)) {
            throw new FailedException("%s cannot be read; check its permissions".formatted(file));
        }
        try {
            if (Files.size(file) == 0) {
                throw new WrongUseException("%s is empty: there is nothing to read".formatted(file));
            }
        } catch (IOException e) {
            throw new FailedException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}

package com.lanehouse.orchestration.demo;

import com.lanehouse.orchestration.cli.FailedException;
import com.lanehouse.orchestration.cli.WrongUseException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/** The folder of a demo: known by a marker, so that only what a demo made is ever removed. */
final class DemoFolder {
    private static final String MARKER = ".lanehouse-demo";

    private DemoFolder() {}

    /**
     * Makes the folder empty and ready.
     *
     * @return what was found: null when nothing was there
     */
    static String prepare(Path folder) {
        try {
            String found = null;
            if (Files.exists(folder)) {
                if (!Files.isDirectory(folder)) {
                    throw new WrongUseException("%s is a file; choose a folder with --dir".formatted(folder));
                }
                if (Files.exists(folder.resolve(MARKER))) {
                    found = "Found an earlier demo in %s: removed, starting clean.".formatted(folder);
                    delete(folder);
                } else if (!isEmpty(folder)) {
                    throw new WrongUseException(
                            "%s holds files that no demo made; choose another folder with --dir".formatted(folder));
                }
            }
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(MARKER), "Made by ./lanehouse demo; its next run removes this folder.\n");
            return found;
        } catch (IOException e) {
            throw new FailedException(
                    "cannot write to %s (%s); choose another folder with --dir".formatted(folder, e.getMessage()), e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

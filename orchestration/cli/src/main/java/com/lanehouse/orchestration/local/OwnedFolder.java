package com.lanehouse.orchestration.local;

import com.lanehouse.orchestration.cli.FailedException;
import com.lanehouse.orchestration.cli.WrongUseException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/** The folder of a demo or a bench: known by a marker, so that only what one made is ever removed. */
public final class OwnedFolder {
    private OwnedFolder() {}

    /**
     * Makes the folder empty and ready.
     *
     * @param owner the verb it belongs to, such as demo
     * @return what was found: null when nothing was there
     */
    public static String prepare(Path folder, String owner) {
        String marker = ".lanehouse-" + owner;
        try {
            String found = null;
            if (Files.exists(folder)) {
                if (!Files.isDirectory(folder)) {
                    throw new WrongUseException("%s is a file; choose a folder with --dir".formatted(folder));
                }
                if (Files.exists(folder.resolve(marker))) {
                    found = "Found an earlier %s in %s: removed, starting clean.".formatted(owner, folder);
                    delete(folder);
                } else if (!isEmpty(folder)) {
                    throw new WrongUseException("%s holds files that no %s made; choose another folder with --dir"
                            .formatted(folder, owner));
                }
            }
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(marker),
                    "Made by ./lanehouse %s; its next run removes this folder.%n".formatted(owner));
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

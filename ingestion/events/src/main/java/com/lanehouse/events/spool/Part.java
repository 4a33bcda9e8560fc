package com.lanehouse.events.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A numbered folder that belongs to one spool of one process, until it lets go of it or dies. */
final class Part implements AutoCloseable {
    private static final int MOST_PARTS = 1_000;

    /**
     * Those of this process. The lock of a file is the process's, and some systems take it away as soon as the process
     * closes any channel to the file: who only tried the lock of a part in use here would give it to other processes.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Path held;
    private final FileChannel lockFile;

    private Part(Path folder, Path held, FileChannel lockFile) {
        this.folder = folder;
        this.held = held;
        this.lockFile = lockFile;
    }

    /** The first that nobody uses, with or without files. */
    static Part free(Path folder) throws IOException {
        for (int number = 0; number < MOST_PARTS; number++) {
            Optional<Part> part = take(forItsOwnerAlone(folder.resolve(Integer.toString(number))));
            if (part.isPresent()) {
                return part.get();
            }
        }
        throw new IOException("all %d parts are in use".formatted(MOST_PARTS));
    }

    /** What waits is customers' business. */
    private static Path forItsOwnerAlone(Path folder) throws IOException {
        Files.createDirectories(folder.getParent());
        if (Files.isDirectory(folder)) {
            return folder;
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            return posix
                    ? Files.createDirectory(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                    : Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            return folder;
        }
    }

    /** Folders of parts, in use or not. */
    static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> parts = Files.list(folder)) {
            return parts.filter(part -> part.getFileName().toString().matches("\\d{1,3}") && Files.isDirectory(part))
                    .toList();
        }
    }

    /** A part with files, if nobody uses it. */
    static Optional<Part> left(Path folder) throws IOException {
        if (files(folder).isEmpty()) {
            return Optional.empty();
        }
        Optional<Part> part = take(folder);
        // Whoever had it may have sent everything just before.
        if (part.isPresent() && part.get().files().isEmpty()) {
            part.get().close();
            return Optional.empty();
        }
        return part;
    }

    private static Optional<Part> take(Path folder) throws IOException {
        Path held = folder.toRealPath();
        if (!HELD.add(held)) {
            return Optional.empty();
        }
        FileChannel lockFile = null;
        Part part = null;
        try {
            lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(lockFile) != null) {
                part = new Part(folder, held, lockFile);
            }
            return Optional.ofNullable(part);
        } finally {
            if (part == null) {
                HELD.remove(held);
                if (lockFile != null) {
                    lockFile.close();
                }
            }
        }
    }

    /** Null when another has it. */
    private static FileLock lock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path folder() {
        return folder;
    }

    /** Its segments, oldest first. */
    List<Path> files() throws IOException {
        return files(folder);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Segment.number(file) >= 0)
                    .sorted(Comparator.comparing(Segment::number))
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            lockFile.close();
        } finally {
            HELD.remove(held);
        }
    }
}

package com.lanehouse.scoring.bulk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The processes that use a folder's database, by a lock that all of them share. The operating system lets go of it when one of them ends,
 * however it ends.
 */
final class LivingProcesses implements AutoCloseable {
    private final FileChannel file;
    private final boolean alone;

    private LivingProcesses(FileChannel file, boolean alone) {
        this.file = file;
        this.alone = alone;
    }

    /** Counts this process among them. */
    static LivingProcesses join(Path folder) {
        try {
            FileChannel file = FileChannel.open(
                    folder.resolve("bulk.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            return new LivingProcesses(file, share(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the bulk jobs in " + folder, e);
        }
    }

    /** @return whether nobody else held it just before */
    private static boolean share(FileChannel file) throws IOException {
        try {
            boolean alone;
            try (FileLock exclusive = file.tryLock()) {
                alone = exclusive != null;
            }
            file.tryLock(0, Long.MAX_VALUE, true);
            return alone;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Whether there was no other when this one joined: what was left under way then, nobody works on. */
    boolean wereNone() {
        return alone;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let go of the bulk jobs", e);
        }
    }
}

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

    private LivingProcesses(FileChannel file) {
        this.file = file;
    }

    /**
     * Counts this process among them.
     *
     * @param whenAlone done first, if there is no other: what was left under way, nobody works on. None joins meanwhile.
     */
    static LivingProcesses join(Path folder, Runnable whenAlone) {
        try {
            FileChannel file = FileChannel.open(
                    folder.resolve("bulk.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            try {
                share(file, whenAlone);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
            return new LivingProcesses(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the bulk jobs in " + folder, e);
        }
    }

    private static void share(FileChannel file, Runnable whenAlone) throws IOException {
        try {
            try (FileLock exclusive = file.tryLock()) {
                if (exclusive != null) {
                    whenAlone.run();
                }
            }
            file.lock(0, Long.MAX_VALUE, true);
        } catch (OverlappingFileLockException e) {
            // Another service of this process has it, and with it this process.
        }
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

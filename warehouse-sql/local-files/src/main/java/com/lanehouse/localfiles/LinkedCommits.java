package com.lanehouse.localfiles;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * Commits to Delta logs on a local disk. A commit is written and brought to the disk under another name, then given its
 * own by a hard link: it is there whole or not at all, of two processes that commit one version exactly one wins, and
 * what was answered to be committed survives a power cut. Needs a file system with hard links.
 */
public class LinkedCommits extends HadoopFileSystemLogStore {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Called by Delta, which knows the class by its name. */
    public LinkedCommits(Configuration configuration) {
        super(configuration);
    }

    /**
     * Writes one file of a log.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the file exists and is not to be overwritten: another
     *     process has committed this version
     */
    @Override
    public void write(
            org.apache.hadoop.fs.Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
            throws IOException {
        Path file = new File(path.toUri().getPath()).toPath();
        Path folder = file.getParent();
        // The leading dot keeps what a crash leaves behind out of every listing of the log.
        Path draft = folder.resolve(".%s.%s.tmp".formatted(file.getFileName(), UUID.randomUUID()));
        try {
            writeDurably(draft, actions);
            if (overwrite) {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } else {
                link(file, draft);
            }
            bringToDisk(folder);
        } catch (NoSuchFileException e) {
            throw new IOException("the folder of the table's log is gone: " + folder, e);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Yes: not for commits, but checkpoints are written past this class, straight to the file system, where a reader
     * sees a half-written file. Being told so, Delta writes them under another name and renames them.
     */
    @Override
    public Boolean isPartialWriteVisible(org.apache.hadoop.fs.Path path, Configuration configuration) {
        return true;
    }

    /**
     * Lists a log from a file on, in the order of names. Looks at the files one by one as they are asked for, and not at
     * all at those before: a log that grows by a commit a second has tens of thousands, of which a reader wants the last.
     */
    @Override
    public Iterator<FileStatus> listFrom(org.apache.hadoop.fs.Path path, Configuration configuration)
            throws IOException {
        // The name is no file's where Delta wants the whole folder: VACUUM asks for what follows a zero character.
        File folder = new File(path.getParent().toUri().getPath());
        String from = path.getName();
        String[] names = folder.list();
        if (names == null) {
            throw new FileNotFoundException("No such file or directory: " + folder);
        }
        // Sorted before the stream that looks at them: a stream that sorts hands on all at once.
        List<String> sorted = Arrays.stream(names)
                .filter(name -> name.compareTo(from) >= 0)
                .sorted()
                .toList();
        return sorted.stream()
                .flatMap(name -> status(path.getParent(), folder.toPath().resolve(name)).stream())
                .iterator();
    }

    /** Empty when another process has cleared the file away since its name was read. */
    private static Optional<FileStatus> status(org.apache.hadoop.fs.Path folder, Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new FileStatus(
                    attributes.size(),
                    attributes.isDirectory(),
                    1,
                    BUFFER_BYTES,
                    attributes.lastModifiedTime().toMillis(),
                    new org.apache.hadoop.fs.Path(folder, file.getFileName().toString())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void writeDurably(Path draft, Iterator<String> actions) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (actions.hasNext()) {
                byte[] line = (actions.next() + "\n").getBytes(StandardCharsets.UTF_8);
                if (line.length > buffer.remaining()) {
                    drain(channel, buffer.flip());
                    buffer.clear();
                }
                if (line.length > buffer.remaining()) {
                    drain(channel, ByteBuffer.wrap(line));
                } else {
                    buffer.put(line);
                }
            }
            drain(channel, buffer.flip());
            channel.force(true);
        }
    }

    private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void link(Path file, Path draft) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (UnsupportedOperationException e) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "the lake lies on a file system without hard links; move it to one that has them");
        }
    }

    private static void bringToDisk(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

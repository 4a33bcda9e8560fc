package com.lanehouse.localfiles;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, where it starts a child process ({@code chmod}, {@code ls}, {@code readlink}) for every
 * file, done within the process. A file that was closed is on the disk, and a rename is one step: a crash leaves the old
 * or the new, and of two that rename to one name without overwriting, one fails.
 */
final class RawLocalFiles extends RawLocalFileSystem {
    private static final long BLOCK_SIZE = 32L * 1024 * 1024;

    @Override
    public String getScheme() {
        return "file";
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(pathToFile(path).toPath(), PosixFileAttributes.class);
            return new FileStatus(
                    attributes.size(),
                    attributes.isDirectory(),
                    1,
                    BLOCK_SIZE,
                    attributes.lastModifiedTime().toMillis(),
                    attributes.lastAccessTime().toMillis(),
                    permission(attributes.permissions()),
                    attributes.owner().getName(),
                    attributes.group().getName(),
                    path.makeQualified(getUri(), getWorkingDirectory()));
        } catch (NoSuchFileException e) {
            throw (FileNotFoundException) new FileNotFoundException("File " + path + " does not exist").initCause(e);
        }
    }

    /** Links are followed: nothing here makes one. */
    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
        return getFileStatus(path);
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        add(permissions, permission.getUserAction(), PosixFilePermission.OWNER_READ);
        add(permissions, permission.getGroupAction(), PosixFilePermission.GROUP_READ);
        add(permissions, permission.getOtherAction(), PosixFilePermission.OTHERS_READ);
        Files.setPosixFilePermissions(pathToFile(path).toPath(), permissions);
    }

    @Override
    protected OutputStream createOutputStreamWithMode(Path path, boolean append, FsPermission permission)
            throws IOException {
        FileChannel channel = FileChannel.open(
                pathToFile(path).toPath(),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
        try {
            if (permission != null) {
                setPermission(path, permission);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new DurableStream(channel);
    }

    @Override
    protected OutputStream createOutputStream(Path path, boolean append) throws IOException {
        return createOutputStreamWithMode(path, append, null);
    }

    @Override
    protected void rename(Path source, Path destination, Options.Rename... options) throws IOException {
        File from = pathToFile(source);
        File to = pathToFile(destination);
        if (from.isDirectory()) {
            super.rename(source, destination, options);
        } else if (Arrays.asList(options).contains(Options.Rename.OVERWRITE)) {
            Files.move(from.toPath(), to.toPath(), StandardCopyOption.ATOMIC_MOVE);
        } else {
            try {
                Files.createLink(to.toPath(), from.toPath());
            } catch (FileAlreadyExistsException e) {
                throw new org.apache.hadoop.fs.FileAlreadyExistsException(
                        "rename destination " + destination + " already exists.");
            }
            Files.delete(from.toPath());
        }
    }

    private static void add(Set<PosixFilePermission> permissions, FsAction action, PosixFilePermission read) {
        PosixFilePermission[] all = PosixFilePermission.values();
        if (action.implies(FsAction.READ)) {
            permissions.add(read);
        }
        if (action.implies(FsAction.WRITE)) {
            permissions.add(all[read.ordinal() + 1]);
        }
        if (action.implies(FsAction.EXECUTE)) {
            permissions.add(all[read.ordinal() + 2]);
        }
    }

    private static FsPermission permission(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
        }
        return new FsPermission((short) mode);
    }
}

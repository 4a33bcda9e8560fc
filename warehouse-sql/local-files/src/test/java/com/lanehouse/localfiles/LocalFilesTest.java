package com.lanehouse.localfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    private final Configuration configuration = LocalFileSettings.kernel();
    private FileSystem files;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        files = FileSystem.newInstance(folder.toUri(), configuration);
    }

    @Test
    void what_is_written_is_read_and_nothing_lies_beside_it() throws IOException {
        write("data", "some rows");

        try (FSDataInputStream in = files.open(path("data"))) {
            assertThat(in.readAllBytes()).asString().isEqualTo("some rows");
        }
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("data"));
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void a_file_is_described_by_its_size_owner_and_permissions() throws IOException {
        write("data", "12345");
        files.setPermission(path("data"), new FsPermission((short) 0640));

        FileStatus status = files.getFileStatus(path("data"));

        assertThat(status.getLen()).isEqualTo(5);
        assertThat(status.isFile()).isTrue();
        assertThat(status.getPermission().toShort()).isEqualTo((short) 0640);
        assertThat(status.getOwner())
                .isEqualTo(Files.getOwner(folder.resolve("data")).getName());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void a_listing_names_every_file() throws IOException {
        write("a", "1");
        write("b", "22");
        files.mkdirs(path("c"));

        assertThat(Arrays.stream(files.listStatus(path(".")))
                        .map(status -> status.getPath().getName()))
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void a_missing_file_is_not_found() {
        assertThatThrownBy(() -> files.getFileStatus(path("missing"))).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> files.open(path("missing"))).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void a_rename_that_may_not_overwrite_leaves_both_files() throws IOException {
        write("new", "new");
        write("old", "old");
        FileContext context = FileContext.getFileContext(folder.toUri(), configuration);

        assertThatThrownBy(() -> context.rename(path("new"), path("old")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("old")).hasContent("old");
        assertThat(folder.resolve("new")).hasContent("new");
    }

    @Test
    void a_rename_that_may_overwrite_replaces_the_file() throws IOException {
        write("new", "new");
        write("old", "old");
        FileContext context = FileContext.getFileContext(folder.toUri(), configuration);

        context.rename(path("new"), path("old"), Options.Rename.OVERWRITE);

        assertThat(folder.resolve("old")).hasContent("new");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void a_context_writes_the_same_files() throws IOException {
        FileContext context = FileContext.getFileContext(folder.toUri(), configuration);

        try (FSDataOutputStream out =
                context.create(path("offsets/0"), EnumSet.of(CreateFlag.CREATE), Options.CreateOpts.createParent())) {
            out.write("v1".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(folder.resolve("offsets/0")).hasContent("v1");
        assertThat(Files.list(folder.resolve("offsets"))).hasSize(1);
    }

    private void write(String name, String text) throws IOException {
        try (FSDataOutputStream out = files.create(path(name))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    }
}

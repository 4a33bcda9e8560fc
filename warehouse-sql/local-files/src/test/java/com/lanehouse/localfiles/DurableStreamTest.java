package com.lanehouse.localfiles;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class DurableStreamTest {
    /** Linux's device on which there is never room. */
    private static final Path FULL = Path.of("/dev/full");

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_file_that_found_no_room_is_not_closed_as_if_it_were_whole() throws IOException {
        DurableStream stream = new DurableStream(FileChannel.open(FULL, StandardOpenOption.WRITE));
        assertThatThrownBy(() -> stream.write(new byte[10])).isInstanceOf(IOException.class);
        assertThatThrownBy(stream::close)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the file was not written to its end");
    }
}

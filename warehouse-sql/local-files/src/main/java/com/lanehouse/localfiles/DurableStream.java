package com.lanehouse.localfiles;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * Writes a file that is on the disk when it is closed. After a write that failed (the disk is full) closing fails, too:
 * who renames a file when it was closed, as Delta Kernel does with checkpoints, would give its name to half of it.
 */
final class DurableStream extends OutputStream {
    private final FileChannel channel;
    private final OutputStream bytes;
    private IOException failure;

    DurableStream(FileChannel channel) {
        this.channel = channel;
        this.bytes = Channels.newOutputStream(channel);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        try {
            bytes.write(buffer, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try (channel) {
                if (failure != null) {
                    throw new IOException("the file was not written to its end: " + failure.getMessage(), failure);
                }
                channel.force(true);
            }
        }
    }
}

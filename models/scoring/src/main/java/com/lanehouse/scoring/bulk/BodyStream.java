package com.lanehouse.scoring.bulk;

import com.lanehouse.scoring.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** A body as it comes in: counted, hashed, and cut off where it becomes too large. */
final class BodyStream extends FilterInputStream {
    static final int MOST_BYTES = 32 << 20;

    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final MessageDigest digest;
    private final long started = System.nanoTime();
    private long count;

    BodyStream(InputStream body, BodyKind kind) {
        super(body);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        digest.update(kind.name().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = receive(bytes, from, length);
        if (read > 0) {
            digest.update(bytes, from, read);
            count += read;
            if (count > MOST_BYTES) {
                throw tooLarge();
            }
            if (System.nanoTime() - started > WITHIN.toNanos()) {
                throw new Problem(
                        408, "too-slow", "The body comes too slowly", null, "The body must arrive within 5 minutes.");
            }
        }
        return read;
    }

    /** A client that goes away or falls silent is nothing that the web server declares. */
    private int receive(byte[] bytes, int from, int length) throws IOException {
        try {
            return super.read(bytes, from, length);
        } catch (RuntimeException e) {
            throw new IOException("the body ended early", e);
        }
    }

    @Override
    public long skip(long bytes) throws IOException {
        return readNBytes((int) Math.min(bytes, 8_192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /**
     * Reads what is left.
     *
     * @return SHA-256 of kind and bytes of the whole body
     */
    String finish() throws IOException {
        transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    static Problem tooLarge() {
        return new Problem(413, "too-large", "The body is too large", null, "The body may have 32 MiB at most.");
    }
}

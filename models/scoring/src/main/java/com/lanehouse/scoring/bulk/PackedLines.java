package com.lanehouse.scoring.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.scoring.Json;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** JSON objects, one a line, compressed as they are added: lanes and results of a job are much alike. Not thread-safe. */
final class PackedLines implements AutoCloseable {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DeflaterOutputStream packed = new DeflaterOutputStream(bytes, deflater);
    private int count;

    void add(ObjectNode line) {
        add(Json.bytes(line));
    }

    /** @param line JSON without line breaks */
    void add(byte[] line) {
        try {
            packed.write(line);
            packed.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        count++;
    }

    int count() {
        return count;
    }

    /** All that was added; nothing can be added afterwards. */
    byte[] bytes() {
        try {
            packed.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
        return bytes.toByteArray();
    }

    /** Lets go of memory that the collector does not see. */
    @Override
    public void close() {
        deflater.end();
    }

    static byte[] none() {
        try (PackedLines lines = new PackedLines()) {
            return lines.bytes();
        }
    }

    static void forEach(byte[] packed, Consumer<ObjectNode> action) {
        forEachText(packed, line -> {
            try {
                action.accept((ObjectNode) Json.MAPPER.readTree(line));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a stored line is no JSON", e);
            }
        });
    }

    static void forEachText(byte[] packed, Consumer<String> action) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new InflaterInputStream(new ByteArrayInputStream(packed)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                action.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("stored lines cannot be read", e);
        }
    }
}

package com.lanehouse.registry.compiled;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of a compiled model. Big-endian: magic {@code LHRM}, format version (int), length of the body (int), body,
 * SHA-256 of all before it. Body: feature names, offset, evidence and its prior, parameters by name, the two widenings, then the trees of p10,
 * p50 and p90, each as intercept, shrinkage, roots, and the nodes' features, thresholds, left and right children.
 */
public final class CompiledFormat {
    private static final int MAGIC = 0x4C48524D;
    private static final int VERSION = 2;
    private static final int HEADER_BYTES = 12;
    private static final int CHECKSUM_BYTES = 32;

    private CompiledFormat() {}

    public static byte[] write(CompiledRateModel model) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            writeBody(new DataOutputStream(body), model);
            DataOutputStream out = new DataOutputStream(file);
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeInt(body.size());
            body.writeTo(out);
            out.write(sha256(file.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return file.toByteArray();
    }

    /**
     * Reads a compiled model.
     *
     * @throws UnreadableModelException when the bytes are another format, a newer one, cut off or changed
     */
    public static CompiledRateModel read(byte[] file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (file.length < HEADER_BYTES || in.readInt() != MAGIC) {
                throw new UnreadableModelException("not a compiled model: it does not start with LHRM");
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw new UnreadableModelException("compiled model of format %d; this version reads %d: %s"
                        .formatted(version, VERSION, version > VERSION ? "update the service" : "train it anew"));
            }
            long length = HEADER_BYTES + (long) in.readInt() + CHECKSUM_BYTES;
            if (file.length != length) {
                throw new UnreadableModelException(
                        "compiled model is cut off or has bytes too many: %d bytes, its header says %d"
                                .formatted(file.length, length));
            }
            int end = file.length - CHECKSUM_BYTES;
            if (!MessageDigest.isEqual(sha256(Arrays.copyOf(file, end)), Arrays.copyOfRange(file, end, file.length))) {
                throw new UnreadableModelException(
                        "compiled model was changed after it was written: its checksum is wrong");
            }
            return readBody(in);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnreadableModelException("compiled model has an impossible body: " + e.getMessage());
        }
    }

    /** SHA-256 of an artifact in lower-case hexadecimal, as the registry stores it. */
    public static String checksum(byte[] artifact) {
        return HexFormat.of().formatHex(sha256(artifact));
    }

    private static void writeBody(DataOutputStream out, CompiledRateModel model) throws IOException {
        out.writeInt(model.features().size());
        for (String feature : model.features()) {
            writeText(out, feature);
        }
        writeText(out, model.offset());
        writeText(out, model.evidence());
        out.writeDouble(model.evidencePrior());
        out.writeInt(model.parameters().size());
        for (Map.Entry<String, double[]> parameter : model.parameters().entrySet()) {
            writeText(out, parameter.getKey());
            writeDoubles(out, parameter.getValue());
        }
        out.writeDouble(model.widenLow());
        out.writeDouble(model.widenHigh());
        for (CompiledTrees trees : List.of(model.p10(), model.p50(), model.p90())) {
            out.writeDouble(trees.intercept());
            out.writeDouble(trees.shrinkage());
            writeInts(out, trees.roots());
            writeInts(out, trees.features());
            writeDoubles(out, trees.thresholds());
            writeInts(out, trees.left());
            writeInts(out, trees.right());
        }
    }

    private static CompiledRateModel readBody(DataInputStream in) throws IOException {
        int count = readCount(in);
        List<String> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            features.add(readText(in));
        }
        String offset = readText(in);
        String evidence = readText(in);
        double evidencePrior = in.readDouble();
        Map<String, double[]> parameters = new TreeMap<>();
        int parameterCount = readCount(in);
        for (int i = 0; i < parameterCount; i++) {
            parameters.put(readText(in), readDoubles(in));
        }
        double widenLow = in.readDouble();
        double widenHigh = in.readDouble();
        CompiledTrees p10 = readTrees(in, count);
        CompiledTrees p50 = readTrees(in, count);
        CompiledTrees p90 = readTrees(in, count);
        if (in.available() != CHECKSUM_BYTES) {
            throw new IOException("bytes are left over");
        }
        return new CompiledRateModel(
                features, offset, evidence, evidencePrior, parameters, p10, p50, p90, widenLow, widenHigh);
    }

    /** Children lie before their parent, so evaluation always ends. */
    private static CompiledTrees readTrees(DataInputStream in, int inputs) throws IOException {
        double intercept = in.readDouble();
        double shrinkage = in.readDouble();
        int[] roots = readInts(in);
        int[] features = readInts(in);
        double[] thresholds = readDoubles(in);
        int[] left = readInts(in);
        int[] right = readInts(in);
        if (thresholds.length != features.length || left.length != features.length || right.length != features.length) {
            throw new IOException("trees of uneven length");
        }
        for (int node = 0; node < features.length; node++) {
            boolean split = features[node] != CompiledTrees.LEAF;
            if (split
                    && (features[node] < 0
                            || features[node] >= inputs
                            || left[node] < 0
                            || left[node] >= node
                            || right[node] < 0
                            || right[node] >= node)) {
                throw new IOException("node %d points outside its tree".formatted(node));
            }
        }
        for (int root : roots) {
            if (root < 0 || root >= features.length) {
                throw new IOException("a root points outside the trees");
            }
        }
        return new CompiledTrees(intercept, shrinkage, roots, features, thresholds, left, right);
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(readCount(in)), StandardCharsets.UTF_8);
    }

    private static void writeInts(DataOutputStream out, int[] values) throws IOException {
        out.writeInt(values.length);
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static int[] readInts(DataInputStream in) throws IOException {
        int[] values = new int[readCount(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    private static void writeDoubles(DataOutputStream out, double[] values) throws IOException {
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static double[] readDoubles(DataInputStream in) throws IOException {
        double[] values = new double[readCount(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    /** A count of things that take a byte or more each: more than the bytes left is impossible. */
    private static int readCount(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("a count of " + count);
        }
        return count;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

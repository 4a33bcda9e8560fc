package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The API keys of a lake, in {@code <lake>/_service/keys.ndjson}: one line a key, with its SHA-256 and never the key
 * itself, which 32 random bytes make unguessable. New lines are seen while the service runs. Thread-safe.
 */
public final class ApiKeys {
    private static final String PREFIX = "lh_";
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private Stamp read = new Stamp(null, -1);
    private Map<String, ApiKey> byHash = Map.of();

    private ApiKeys(Path file) {
        this.file = file;
    }

    /** The keys of a lake; the file may not exist yet. */
    public static ApiKeys open(Path lakeRoot) {
        return new ApiKeys(file(lakeRoot));
    }

    /**
     * Makes a key. It is stored hashed, so this is the only time that it can be seen.
     *
     * @return the key, to be sent as {@code Authorization: Bearer <key>}
     */
    public static String create(Path lakeRoot, String companyId, String segment) {
        ApiKey owner = new ApiKey(companyId, segment);
        byte[] secret = new byte[KEY_BYTES];
        RANDOM.nextBytes(secret);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        ObjectNode line = Json.MAPPER
                .createObjectNode()
                .put("sha256", hash(key))
                .put("company_id", owner.companyId())
                .put("segment", owner.segment())
                .put("created_at", Instant.now().toString());
        append(file(lakeRoot), new String(Json.bytes(line), StandardCharsets.UTF_8) + "\n");
        return key;
    }

    /** The owner of a key. */
    public synchronized Optional<ApiKey> find(String key) {
        refresh();
        return Optional.ofNullable(byHash.get(hash(requireNonNull(key, "key is null"))));
    }

    private void refresh() {
        try {
            Stamp now = Files.exists(file)
                    ? new Stamp(Files.getLastModifiedTime(file), Files.size(file))
                    : new Stamp(null, -1);
            if (!now.equals(read)) {
                byHash = now.size() < 0 ? Map.of() : read(file);
                read = now;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the API keys in " + file, e);
        }
    }

    private static Map<String, ApiKey> read(Path file) throws IOException {
        Map<String, ApiKey> keys = new HashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (!line.isBlank()) {
                JsonNode key = Json.MAPPER.readTree(line);
                keys.put(
                        key.path("sha256").asText(),
                        new ApiKey(
                                key.path("company_id").asText(),
                                key.path("segment").asText()));
            }
        }
        return keys;
    }

    private static void append(Path file, String line) {
        try {
            Files.createDirectories(file.getParent());
            boolean fresh = !Files.exists(file);
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                if (fresh && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
                channel.lock();
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store the API key in " + file, e);
        }
    }

    private static Path file(Path lakeRoot) {
        return lakeRoot.resolve("_service").resolve("keys.ndjson");
    }

    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private record Stamp(FileTime modified, long size) {}
}

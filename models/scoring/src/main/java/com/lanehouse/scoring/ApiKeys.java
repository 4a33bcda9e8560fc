package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys of a lake, in {@code <lake>/_service/keys.ndjson}: one line for each that was made, with its SHA-256 and never
 * the key itself, which 32 random bytes make unguessable, and one for each that was revoked. New lines are seen while the
 * service runs, at its next request. Thread-safe.
 */
public final class ApiKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);
    private static final String PREFIX = "lh_";
    private static final int KEY_BYTES = 32;
    /** Of the hash: enough to tell keys apart, and nothing that helps to find one. */
    private static final int ID_LENGTH = 12;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private Stamp read = new Stamp(null, -1);
    private Map<String, StoredKey> byHash = Map.of();

    private ApiKeys(Path file) {
        this.file = file;
    }

    /** The keys of a lake; the file may not exist yet. */
    public static ApiKeys open(Path lakeRoot) {
        return new ApiKeys(file(lakeRoot));
    }

    /**
     * Makes a company's key. It is stored hashed, so this is the only time that it can be seen.
     *
     * @return the key, to be sent as {@code Authorization: Bearer <key>}
     */
    public static String create(Path lakeRoot, String companyId, String segment) {
        ApiKey owner = new ApiKey(companyId, segment);
        return create(
                lakeRoot,
                Json.MAPPER
                        .createObjectNode()
                        .put("company_id", owner.companyId())
                        .put("segment", owner.segment()));
    }

    /**
     * Makes a key with which a person may set the aliases of models; no rates are given to it.
     *
     * @param name of the person, who then stands in the models' history
     * @return the key
     */
    public static String createAdmin(Path lakeRoot, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the admin's name is blank");
        }
        return create(lakeRoot, Json.MAPPER.createObjectNode().put("admin", name));
    }

    private static String create(Path lakeRoot, ObjectNode whose) {
        byte[] secret = new byte[KEY_BYTES];
        RANDOM.nextBytes(secret);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        ObjectNode line = Json.MAPPER.createObjectNode().put("sha256", hash(key));
        line.setAll(whose);
        append(file(lakeRoot), line.put("created_at", Instant.now().toString()));
        return key;
    }

    /** What is stored of a key that was not revoked. */
    public synchronized Optional<StoredKey> find(String key) {
        refresh();
        return Optional.ofNullable(byHash.get(hash(requireNonNull(key, "key is null"))))
                .filter(stored -> stored.revokedAt().isEmpty());
    }

    /** All keys that were ever made, the oldest first. */
    public synchronized List<StoredKey> list() {
        refresh();
        return List.copyOf(byHash.values());
    }

    /**
     * Takes a key's force away, from the next request on.
     *
     * @param id as {@link #list} tells it
     * @return the key
     * @throws IllegalArgumentException when there is none with this id, or it was revoked before
     */
    public synchronized StoredKey revoke(String id) {
        refresh();
        Map.Entry<String, StoredKey> found = byHash.entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no key with the id %s; 'keys list' shows those there are".formatted(id)));
        found.getValue().revokedAt().ifPresent(before -> {
            throw new IllegalArgumentException("key %s was revoked at %s already".formatted(id, before));
        });
        append(
                file,
                Json.MAPPER
                        .createObjectNode()
                        .put("sha256", found.getKey())
                        .put("revoked_at", Instant.now().toString()));
        refresh();
        return byHash.get(found.getKey());
    }

    /**
     * A key as it is stored.
     *
     * @param id tells it from others; not secret
     * @param owner empty for an admin's
     * @param admin name of the person whose admin key it is; empty for a company's
     * @param revokedAt since when it has no force; empty while it has
     */
    public record StoredKey(
            String id, Optional<ApiKey> owner, Optional<String> admin, Instant createdAt, Optional<Instant> revokedAt) {
        public StoredKey {
            requireNonNull(id, "id is null");
            requireNonNull(owner, "owner is null");
            requireNonNull(admin, "admin is null");
            if (owner.isPresent() == admin.isPresent()) {
                throw new IllegalArgumentException("key %s belongs to a company or to an admin".formatted(id));
            }
            requireNonNull(createdAt, "createdAt is null");
            requireNonNull(revokedAt, "revokedAt is null");
        }

        /** The company or the admin. */
        public String holder() {
            return owner.map(ApiKey::companyId).or(() -> admin).orElseThrow();
        }

        private StoredKey revoked(Instant at) {
            return new StoredKey(id, owner, admin, createdAt, Optional.of(at));
        }
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

    private static Map<String, StoredKey> read(Path file) throws IOException {
        Map<String, StoredKey> keys = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            Optional<JsonNode> read = object(line);
            if (read.isPresent()) {
                JsonNode key = read.orElseThrow();
                String hash = key.path("sha256").asText();
                if (key.has("revoked_at")) {
                    Instant at = Instant.parse(key.path("revoked_at").asText());
                    keys.computeIfPresent(hash, (same, stored) -> stored.revoked(at));
                } else {
                    keys.put(hash, made(hash, key));
                }
            }
        }
        return keys;
    }

    /** Half a line, which a crash may leave, is no key of anybody and must not take the others'. */
    private static Optional<JsonNode> object(String line) {
        if (line.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readTree(line))
                    .filter(node -> node.path("sha256").isTextual());
        } catch (JsonProcessingException e) {
            LOG.warn("a line of the API keys cannot be read and is passed over");
            return Optional.empty();
        }
    }

    private static StoredKey made(String hash, JsonNode key) {
        boolean isAdmins = key.has("admin");
        return new StoredKey(
                hash.substring(0, ID_LENGTH),
                isAdmins
                        ? Optional.empty()
                        : Optional.of(new ApiKey(
                                key.path("company_id").asText(),
                                key.path("segment").asText())),
                isAdmins ? Optional.of(key.path("admin").asText()) : Optional.empty(),
                Instant.parse(key.path("created_at").asText()),
                Optional.empty());
    }

    private static void append(Path file, ObjectNode entry) {
        String line = new String(Json.bytes(entry), StandardCharsets.UTF_8) + "\n";
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                            forItsOwnerAlone(file));
                    FileLock lock = channel.lock()) {
                long end = channel.size();
                ByteBuffer bytes = ByteBuffer.wrap(
                        ((endsALine(channel, end) ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    end += channel.write(bytes, end);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store the API key in " + file, e);
        }
    }

    private static boolean endsALine(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return end == 0 || channel.read(last, end - 1) == 1 && last.get(0) == '\n';
    }

    private static FileAttribute<?>[] forItsOwnerAlone(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
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

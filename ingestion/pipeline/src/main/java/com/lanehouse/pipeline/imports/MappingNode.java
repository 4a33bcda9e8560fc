package com.lanehouse.pipeline.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A place in a mapping file that knows its way there, so that every complaint names the file and the key. */
final class MappingNode {
    /** Stands in a suggested mapping where only the user knows what to write. */
    static final String OPEN = "???";

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Path file;
    private final String path;
    private final JsonNode node;

    private MappingNode(Path file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /** @throws ImportException when the file is missing or no YAML map */
    static MappingNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ImportException(
                    "mapping %s does not exist (looked in %s); check the path".formatted(file, file.toAbsolutePath()));
        }
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            if (!(root instanceof ObjectNode)) {
                throw new ImportException(
                        "mapping %s holds no keys; start from docs/examples/greenscreens-mapping.yaml".formatted(file));
            }
            return new MappingNode(file, "", root);
        } catch (JsonProcessingException e) {
            throw new ImportException(
                    "mapping %s is not YAML: %s (line %d)"
                            .formatted(
                                    file,
                                    e.getOriginalMessage().lines().findFirst().orElse(""),
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr()),
                    e);
        } catch (IOException e) {
            throw new ImportException("mapping %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    String path() {
        return path;
    }

    /** Ends the import; {@code problem} goes on where "mapping FILE: KEY" stops. */
    ImportException error(String problem) {
        return new ImportException("mapping %s: %s%s".formatted(file, path.isEmpty() ? "" : path + " ", problem));
    }

    /** Insists on a map with these keys only. */
    MappingNode allowing(String... keys) {
        if (!(node instanceof ObjectNode)) {
            throw error("is not a map of " + String.join(", ", keys));
        }
        Set<String> known = new TreeSet<>(Set.of(keys));
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw new ImportException("mapping %s: '%s' is not a known key%s"
                        .formatted(file, under(key), Suggestion.sentence(key, known)));
            }
        });
        return this;
    }

    private String under(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Optional<MappingNode> optional(String key) {
        JsonNode child = node.get(key);
        return child == null || child.isNull()
                ? Optional.empty()
                : Optional.of(new MappingNode(file, under(key), child));
    }

    /**
     * Insists that these keys are there and nothing is left of what {@code --suggest} could not know.
     *
     * @throws ImportException that names all of them at once
     */
    MappingNode filledIn(String... keys) {
        List<String> missing = new ArrayList<>();
        for (String key : keys) {
            if (optional(key).isEmpty()) {
                missing.add("'%s'".formatted(under(key)));
            }
        }
        List<String> open = new ArrayList<>();
        collectOpen(open);
        if (missing.isEmpty() && open.isEmpty()) {
            return this;
        }
        List<String> problems = new ArrayList<>();
        if (!missing.isEmpty()) {
            problems.add("%s %s missing".formatted(String.join(", ", missing), missing.size() == 1 ? "is" : "are"));
        }
        if (!open.isEmpty()) {
            problems.add("%s still %s for ??? to be filled in"
                    .formatted(String.join(", ", open), open.size() == 1 ? "waits" : "wait"));
        }
        throw error(String.join("; ", problems));
    }

    private void collectOpen(List<String> paths) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            map().values().forEach(child -> child.collectOpen(paths));
        } else if (node.isArray() && !node.isEmpty()) {
            list().forEach(child -> child.collectOpen(paths));
        } else if (node.isTextual() && node.textValue().strip().equals(OPEN)) {
            paths.add("'%s'".formatted(path));
        }
    }

    MappingNode required(String key) {
        return optional(key)
                .orElseThrow(() -> new ImportException("mapping %s: '%s' is missing".formatted(file, under(key))));
    }

    /** The only one of these keys that is there. */
    String oneOf(String... keys) {
        List<String> present = new ArrayList<>();
        for (String key : keys) {
            if (optional(key).isPresent()) {
                present.add(key);
            }
        }
        if (present.size() != 1) {
            throw error("needs exactly one of " + String.join(", ", keys) + ", has "
                    + (present.isEmpty() ? "none" : String.join(" and ", present)));
        }
        return present.getFirst();
    }

    String text() {
        String text = node.isValueNode() ? node.asText().strip() : "";
        if (text.isEmpty()) {
            throw error("is not a text");
        }
        return text;
    }

    /** A value that may be white space, such as a delimiter. */
    char character() {
        if (!node.isTextual() || node.textValue().length() != 1) {
            throw error("is not one character in quotes");
        }
        return node.textValue().charAt(0);
    }

    String choice(Set<String> allowed) {
        String text = text();
        if (!allowed.contains(text)) {
            throw error("'%s' is not known%s".formatted(text, Suggestion.sentence(text, new TreeSet<>(allowed))));
        }
        return text;
    }

    List<MappingNode> list() {
        if (!node.isArray() || node.isEmpty()) {
            throw error("is not a list");
        }
        List<MappingNode> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new MappingNode(file, "%s[%d]".formatted(path, i), node.get(i)));
        }
        return elements;
    }

    /** The elements of a list, or the node itself when it is none. */
    List<MappingNode> oneOrMore() {
        return node.isArray() ? list() : List.of(this);
    }

    /** A map from any keys to texts. */
    Map<String, MappingNode> map() {
        if (!(node instanceof ObjectNode object) || object.isEmpty()) {
            throw error("is not a map");
        }
        Map<String, MappingNode> entries = new LinkedHashMap<>();
        object.properties()
                .forEach(entry ->
                        entries.put(entry.getKey(), new MappingNode(file, under(entry.getKey()), entry.getValue())));
        return entries;
    }

    /** A time span such as {@code P1D} or {@code PT90M}, not negative. */
    Duration duration() {
        try {
            Duration duration = Duration.parse(text());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException e) {
            throw error("'%s' is not a time span such as P1D or PT90M".formatted(text()));
        }
        throw error("'%s' is negative".formatted(text()));
    }
}

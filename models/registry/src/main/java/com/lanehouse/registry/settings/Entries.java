package com.lanehouse.registry.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Named entries of a YAML file, each read with an error that says where it stands and what it must be. */
public final class Entries {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final String path;
    private final ObjectNode node;

    private Entries(String path, ObjectNode node) {
        this.path = path;
        this.node = node;
    }

    /**
     * The entries of a file; empty when it says nothing.
     *
     * @throws IllegalArgumentException when it is not YAML with named entries
     */
    public static Optional<Entries> read(String yaml) {
        JsonNode root;
        try {
            root = YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not YAML: " + e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
        }
        return root == null || root.isMissingNode() || root.isNull()
                ? Optional.empty()
                : Optional.of(new Entries("", object(root, "the file")));
    }

    private static ObjectNode object(JsonNode node, String name) {
        if (!(node instanceof ObjectNode object)) {
            throw new IllegalArgumentException("%s is %s, must be entries with names".formatted(name, node));
        }
        return object;
    }

    public void only(Set<String> known) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("%s is unknown; there are %s"
                        .formatted(path(name), known.stream().sorted().toList()));
            }
        });
    }

    public Optional<Entries> entries(String name) {
        return present(name).map(value -> new Entries(path(name), object(value, path(name))));
    }

    /** Empty when it is not there. */
    public List<Entries> list(String name) {
        List<Entries> list = new ArrayList<>();
        present(name).ifPresent(value -> {
            if (!value.isArray()) {
                throw new IllegalArgumentException("%s is %s, must be a list".formatted(path(name), value));
            }
            for (int i = 0; i < value.size(); i++) {
                String item = "%s[%d]".formatted(path(name), i);
                list.add(new Entries(item, object(value.get(i), item)));
            }
        });
        return list;
    }

    /** @param most null for no end */
    public Optional<BigDecimal> amount(String name, BigDecimal least, BigDecimal most) {
        return present(name).map(value -> {
            if (!value.isNumber()
                    || value.decimalValue().compareTo(least) < 0
                    || most != null && value.decimalValue().compareTo(most) > 0) {
                throw new IllegalArgumentException("%s is %s, must be a number %s"
                        .formatted(
                                path(name),
                                value,
                                most == null ? "of at least " + least : "from %s to %s".formatted(least, most)));
            }
            return value.decimalValue();
        });
    }

    public Optional<String> text(String name) {
        return present(name).map(value -> {
            if (!value.isTextual()) {
                throw new IllegalArgumentException("%s is %s, must be text".formatted(path(name), value));
            }
            return value.textValue();
        });
    }

    public Optional<String> text(String name, Set<String> known) {
        return text(name).map(value -> {
            if (!known.contains(value)) {
                throw new IllegalArgumentException("%s is %s, must be one of %s"
                        .formatted(path(name), value, known.stream().sorted().toList()));
            }
            return value;
        });
    }

    /** @throws IllegalArgumentException when it is not there */
    public <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> new IllegalArgumentException(path(name) + " is missing"));
    }

    private Optional<JsonNode> present(String name) {
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}

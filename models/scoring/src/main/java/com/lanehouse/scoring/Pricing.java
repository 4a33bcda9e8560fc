package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.lanehouse.scoring.Guardrails.RateOfChange;
import com.lanehouse.scoring.Guardrails.RegionalCap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How costs become prices: what the house keeps of a price, by segment and equipment, and the guardrails. Declared in one
 * YAML file, {@code pricing.yaml}; {@code docs/examples/pricing.yaml} shows every entry.
 */
record Pricing(BigDecimal defaultMargin, Map<String, BigDecimal> margins, Guardrails guardrails) {
    private static final Set<String> SEGMENTS = Set.of("smb", "mid_market", "enterprise");
    private static final Set<String> EQUIPMENTS = Set.of("van", "reefer", "flatbed");
    private static final BigDecimal USUAL_MARGIN = new BigDecimal("0.15");
    private static final BigDecimal MOST_MARGIN = new BigDecimal("0.9");
    private static final long USUAL_LOADS = 5;

    Pricing {
        requireNonNull(defaultMargin, "defaultMargin is null");
        margins = Map.copyOf(margins);
        requireNonNull(guardrails, "guardrails is null");
    }

    /** A margin of 0.15 for all and no guardrails. */
    static Pricing usual() {
        return new Pricing(USUAL_MARGIN, Map.of(), Guardrails.NONE);
    }

    /**
     * Reads the file's text.
     *
     * @throws IllegalArgumentException naming the entry that is wrong, and what it must be
     */
    static Pricing read(String yaml) {
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not YAML: " + e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
        }
        if (root == null || root.isMissingNode() || root.isNull()) {
            return usual();
        }
        Entries entries = new Entries("", object(root, "the file"));
        entries.only(Set.of("default-margin", "margins", "guardrails"));
        return new Pricing(
                entries.amount("default-margin", BigDecimal.ZERO, MOST_MARGIN).orElse(USUAL_MARGIN),
                margins(entries),
                entries.entries("guardrails").map(Pricing::guardrails).orElse(Guardrails.NONE));
    }

    BigDecimal margin(String segment, String equipment) {
        return margins.getOrDefault(segment + "/" + equipment, defaultMargin);
    }

    private static Map<String, BigDecimal> margins(Entries entries) {
        Map<String, BigDecimal> margins = new HashMap<>();
        entries.entries("margins").ifPresent(bySegment -> {
            bySegment.only(SEGMENTS);
            for (String segment : SEGMENTS) {
                bySegment.entries(segment).ifPresent(byEquipment -> {
                    byEquipment.only(EQUIPMENTS);
                    for (String equipment : EQUIPMENTS) {
                        byEquipment
                                .amount(equipment, BigDecimal.ZERO, MOST_MARGIN)
                                .ifPresent(margin -> margins.put(segment + "/" + equipment, margin));
                    }
                });
            }
        });
        return margins;
    }

    private static Guardrails guardrails(Entries entries) {
        entries.only(Set.of("rate-of-change", "regional-caps", "minimum-margin", "floor-per-mile", "ceiling-per-mile"));
        return new Guardrails(
                entries.entries("rate-of-change").map(Pricing::rateOfChange),
                regionalCaps(entries),
                entries.amount("minimum-margin", BigDecimal.ZERO, MOST_MARGIN),
                entries.amount("floor-per-mile", BigDecimal.ZERO, null),
                entries.amount("ceiling-per-mile", BigDecimal.ZERO, null));
    }

    private static RateOfChange rateOfChange(Entries entries) {
        entries.only(Set.of("most", "loads"));
        return new RateOfChange(
                entries.required("most", entries.amount("most", BigDecimal.ZERO, null)),
                entries.amount("loads", BigDecimal.ONE, null)
                        .map(BigDecimal::longValue)
                        .orElse(USUAL_LOADS));
    }

    private static List<RegionalCap> regionalCaps(Entries entries) {
        List<RegionalCap> caps = new ArrayList<>();
        for (Entries cap : entries.list("regional-caps")) {
            cap.only(Set.of("state", "equipment", "most-per-mile"));
            caps.add(new RegionalCap(
                    cap.required("state", cap.text("state")),
                    cap.text("equipment", EQUIPMENTS),
                    cap.required("most-per-mile", cap.amount("most-per-mile", BigDecimal.ZERO, null))));
        }
        return caps;
    }

    private static ObjectNode object(JsonNode node, String name) {
        if (!(node instanceof ObjectNode object)) {
            throw new IllegalArgumentException("%s is %s, must be entries with names".formatted(name, node));
        }
        return object;
    }

    /** Named entries, each read with an error that says where it stands. */
    private record Entries(String path, ObjectNode node) {
        void only(Set<String> known) {
            node.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    throw new IllegalArgumentException("%s is unknown; there are %s"
                            .formatted(path(name), known.stream().sorted().toList()));
                }
            });
        }

        Optional<Entries> entries(String name) {
            return present(name).map(value -> new Entries(path(name), object(value, path(name))));
        }

        List<Entries> list(String name) {
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
        Optional<BigDecimal> amount(String name, BigDecimal least, BigDecimal most) {
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

        Optional<String> text(String name) {
            return present(name).map(value -> {
                if (!value.isTextual()) {
                    throw new IllegalArgumentException("%s is %s, must be text".formatted(path(name), value));
                }
                return value.textValue();
            });
        }

        Optional<String> text(String name, Set<String> known) {
            return text(name).map(value -> {
                if (!known.contains(value)) {
                    throw new IllegalArgumentException("%s is %s, must be one of %s"
                            .formatted(
                                    path(name), value, known.stream().sorted().toList()));
                }
                return value;
            });
        }

        <T> T required(String name, Optional<T> value) {
            return value.orElseThrow(() -> new IllegalArgumentException(path(name) + " is missing"));
        }

        private Optional<JsonNode> present(String name) {
            return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
        }

        private String path(String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }
}

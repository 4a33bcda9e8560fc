package com.lanehouse.pipeline.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where a load starts or ends: a ZIP code or a market area, and what else is known.
 *
 * @param parts by name: zip, city, state, area
 */
record PlaceField(String key, Map<String, TextField> parts) {
    private static final Pattern ZIP = Pattern.compile("\\d{3}|\\d{5}(-\\d{4})?");

    PlaceField {
        parts = Map.copyOf(parts);
    }

    static PlaceField read(MappingNode node) {
        node.allowing("zip", "city", "state", "area");
        Map<String, TextField> parts = new LinkedHashMap<>();
        for (String part : new String[] {"zip", "city", "state", "area"}) {
            node.optional(part).ifPresent(field -> parts.put(part, TextField.read(field)));
        }
        if (!parts.containsKey("zip") && !parts.containsKey("area")) {
            throw node.error("needs zip or area");
        }
        return new PlaceField(node.path(), parts);
    }

    /** Whether a text is a ZIP code, or was one before a spreadsheet took its leading zero. */
    static boolean isZipOrLostItsZero(String text) {
        return ZIP.matcher(text).matches()
                || (text.length() == 4 && ZIP.matcher("0" + text).matches());
    }

    ObjectNode in(LoadsRow row) throws RejectedRow {
        ObjectNode place = Json.MAPPER.createObjectNode();
        Optional<String> zip = value("zip", row);
        if (zip.isPresent() && !ZIP.matcher(zip.get()).matches()) {
            throw new RejectedRow(
                    "bad_" + key + "_zip",
                    "%s.zip '%s' is not 3, 5 or 5-4 digits (a spreadsheet may have dropped leading zeros)"
                            .formatted(key, zip.get()));
        }
        Optional<String> area = value("area", row);
        if (zip.isEmpty() && area.isEmpty()) {
            throw new RejectedRow("blank_" + key, key + " has neither a zip nor an area");
        }
        zip.ifPresent(text -> place.put("zip", text));
        value("city", row).ifPresent(text -> place.put("city", text));
        value("state", row).ifPresent(text -> place.put("state", text.toUpperCase(Locale.ROOT)));
        area.ifPresent(text -> place.put("area", text));
        return place;
    }

    private Optional<String> value(String part, LoadsRow row) {
        return Optional.ofNullable(parts.get(part)).flatMap(field -> field.valueIn(row));
    }

    Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        parts.values().forEach(field -> columns.addAll(field.columns()));
        return columns;
    }
}

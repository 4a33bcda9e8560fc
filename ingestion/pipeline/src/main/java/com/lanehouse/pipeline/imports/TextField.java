package com.lanehouse.pipeline.imports;

import java.util.Optional;
import java.util.Set;

/**
 * A text out of a column, or the same for all rows.
 *
 * @param key where the mapping declares it, such as {@code origin.zip}
 * @param column the column; null when constant
 * @param constant the text; null when read from a column
 */
record TextField(String key, String column, String constant) {
    static TextField read(MappingNode node) {
        node.allowing("column", "constant");
        return node.oneOf("column", "constant").equals("column")
                ? new TextField(node.path(), node.required("column").text(), null)
                : new TextField(node.path(), null, node.required("constant").text());
    }

    static TextField constant(String key, String text) {
        return new TextField(key, null, text);
    }

    Optional<String> valueIn(LoadsRow row) {
        return Optional.of(constant == null ? row.get(column) : constant).filter(text -> !text.isEmpty());
    }

    String requiredIn(LoadsRow row) throws RejectedRow {
        return valueIn(row)
                .orElseThrow(() ->
                        new RejectedRow("blank_" + reasonName(key), "%s is blank (column %s)".formatted(key, column)));
    }

    Set<String> columns() {
        return column == null ? Set.of() : Set.of(column);
    }

    /** {@code carrier-cost} as reasons are written: {@code carrier_cost}. */
    static String reasonName(String key) {
        return key.replace('-', '_').replace('.', '_');
    }
}

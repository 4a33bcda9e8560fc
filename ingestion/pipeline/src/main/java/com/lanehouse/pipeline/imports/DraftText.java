package com.lanehouse.pipeline.imports;

import static java.util.stream.Collectors.joining;

import java.util.Map;

/** The lines of a first mapping as they are written, one key after the other. */
final class DraftText {
    private final StringBuilder yaml = new StringBuilder();

    void comment(String text) {
        yaml.append("# ").append(text).append('\n');
    }

    void line(String key, String value) {
        yaml.append(key).append(": ").append(value).append('\n');
    }

    /** A key that waits for the user, as a comment: the mapping is refused for want of it. */
    void gap(String key, String value, String why) {
        yaml.append("# %s: %s  # %s\n".formatted(key, value, why));
    }

    void blankLine() {
        yaml.append('\n');
    }

    /** A key whose column holds words: below it each of them, and what it means or that this waits for the user. */
    void words(String key, ColumnSample column, HouseWords known) {
        yaml.append("%s:\n  column: %s\n  values:\n".formatted(key, YamlText.scalar(column.name())));
        column.foldedCounts()
                .forEach((word, rows) -> yaml.append("    %s: %s  # %,d rows%s\n"
                        .formatted(
                                YamlText.scalar(word),
                                known.meaning(word).orElse("\"%s\"".formatted(MappingNode.OPEN)),
                                rows,
                                known.meaning(word).isEmpty() || known.isOurs(word) ? "" : ", GUESS")));
    }

    /** {@code {column: NAME}}. */
    static String column(ColumnSample column) {
        return "{column: %s}".formatted(YamlText.scalar(column.name()));
    }

    /** {@code zip: {column: NAME}, city: {column: NAME}}. */
    static String columns(Map<String, ColumnSample> parts) {
        return parts.entrySet().stream()
                .map(part -> "%s: %s".formatted(part.getKey(), column(part.getValue())))
                .collect(joining(", "));
    }

    @Override
    public String toString() {
        return yaml.toString();
    }
}

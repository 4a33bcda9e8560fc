package com.lanehouse.pipeline.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.lanehouse.events.Json;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Somebody else's words inside the lines of a YAML file. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cc}\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF]");
    private static final Set<String> NO_TEXTS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
    private static final int MOST_SHOWN = 40;

    private YamlText() {}

    /** The text as a value or key that reads as that text again. */
    static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !NO_TEXTS.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        try {
            // A JSON string is a YAML string but for some characters that YAML insists on having escaped.
            return NOT_PRINTABLE
                    .matcher(Json.MAPPER.writeValueAsString(text))
                    .replaceAll(
                            found -> "\\\\u%04X".formatted((int) found.group().charAt(0)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text, in quotes, for a comment: on one line and not too long. */
    static String quoted(String text) {
        String line = NOT_PRINTABLE.matcher(text).replaceAll(" ");
        return "'%s'".formatted(line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…");
    }
}

package com.lanehouse.jobs.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a {@code carrier.updated} event says; it keeps null and absent, and text and number, apart. */
final class Profile {
    /** Exact numbers: a double would make an over-large one a word. */
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Profile() {}

    /**
     * The fields that an event carries, each with its value as JSON text ({@code null} for one that it clears).
     *
     * @param profile the event's data, a JSON object; null carries nothing
     */
    static Map<String, String> fields(String profile) {
        Map<String, String> fields = new TreeMap<>();
        if (profile != null) {
            read(profile)
                    .properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().toString()));
        }
        return fields;
    }

    /**
     * Whether a value fills a required field.
     *
     * @param field name of a required field
     * @param value JSON text, or null when no event carries the field
     */
    static boolean isFilled(String field, String value, LocalDate day) {
        return value != null
                && RequiredField.valueOf(field.toUpperCase(Locale.ROOT)).isFilledBy(read(value), day);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("profile is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}

package com.lanehouse.jobs.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what a {@code carrier.updated} event says; it keeps null and absent, and text and number, apart. */
final class Profile {
    /** Numbers as written: 1.0 is no integer, and what is too large for a double is still a number. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

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
     * The required fields that a profile does not fill, in the order of the metric definition.
     *
     * @param fields JSON text by field, as {@link #fields} reads it
     * @param day UTC day of the instant that the profile is judged at
     */
    static List<String> missing(Map<String, String> fields, LocalDate day) {
        return Stream.of(RequiredField.values())
                .filter(field -> !isFilled(field, fields.get(field.key()), day))
                .map(RequiredField::key)
                .toList();
    }

    /**
     * The next day on which time alone fills a field: one with a date after the day; null when there is none.
     *
     * @param fields JSON text by field, as {@link #fields} reads it
     * @param day UTC day of the instant that the profile is judged at
     */
    static LocalDate datedOn(Map<String, String> fields, LocalDate day) {
        return Stream.of(RequiredField.W9_RECEIVED_ON, RequiredField.CONTRACT_SIGNED_ON)
                .filter(field -> isFilled(field, fields.get(field.key()), LocalDate.MAX)
                        && !isFilled(field, fields.get(field.key()), day))
                .map(field -> LocalDate.parse(read(fields.get(field.key())).textValue()))
                .min(LocalDate::compareTo)
                .orElse(null);
    }

    private static boolean isFilled(RequiredField field, String value, LocalDate day) {
        return value != null && field.isFilledBy(read(value), day);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("profile is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}

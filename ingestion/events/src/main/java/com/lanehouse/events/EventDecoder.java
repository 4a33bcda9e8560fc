package com.lanehouse.events;

import static com.lanehouse.events.DeadLetterReason.BAD_TIME;
import static com.lanehouse.events.DeadLetterReason.EMPTY_RECORD;
import static com.lanehouse.events.DeadLetterReason.NOT_CLOUDEVENT;
import static com.lanehouse.events.DeadLetterReason.NOT_JSON;
import static com.lanehouse.events.DeadLetterReason.NOT_UTF8;
import static com.lanehouse.events.DeadLetterReason.SCHEMA_VIOLATION;
import static com.lanehouse.events.DeadLetterReason.TOO_LARGE;
import static com.lanehouse.events.DeadLetterReason.UNKNOWN_TYPE;
import static com.lanehouse.events.DeadLetterReason.WRONG_TOPIC;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the value of a Kafka record: each step either goes on or says why not. */
public final class EventDecoder {
    /** Largest record that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final char REPLACEMENT = '\uFFFD';
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[a-z0-9]+");
    /** RFC 2046: type, subtype, parameters. */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(\\s*;.*)?");

    private final EventTypes types;

    public EventDecoder(EventTypes types) {
        this.types = requireNonNull(types, "types is null");
    }

    /**
     * Decodes a record.
     *
     * @param topic the topic it was read from
     * @param value its bytes; may be null
     */
    public DecodedRecord decode(String topic, byte[] value) {
        try {
            JsonNode json = readJson(readText(value));
            ObjectNode envelope = cloudEvent(json);
            Instant time = time(envelope.get("time"));
            EventType type = type(envelope.get("type").textValue(), topic);
            return accepted(envelope, time, type, data(envelope.get("data"), type));
        } catch (Unreadable unreadable) {
            return new DecodedRecord.Rejected(unreadable.reason, unreadable.getMessage());
        }
    }

    /**
     * Reads the value of a record that was accepted before, without checking its schema once more.
     *
     * @throws IllegalArgumentException when it was not accepted
     */
    public DecodedRecord.Accepted reread(byte[] value) {
        try {
            ObjectNode envelope = cloudEvent(readJson(new String(value, StandardCharsets.UTF_8)));
            String typeName = envelope.get("type").textValue();
            EventType type = types.find(typeName)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "type '%s' was known and is not any more; put its schema back".formatted(typeName)));
            return accepted(envelope, time(envelope.get("time")), type, (ObjectNode) envelope.get("data"));
        } catch (Unreadable e) {
            throw new IllegalArgumentException("the record was not accepted: " + e.getMessage(), e);
        }
    }

    private static DecodedRecord.Accepted accepted(ObjectNode envelope, Instant time, EventType type, ObjectNode data) {
        JsonNode subject = envelope.path("subject");
        return new DecodedRecord.Accepted(
                new Event(
                        envelope.get("id").textValue(),
                        envelope.get("source").textValue(),
                        type.name(),
                        subject.isTextual() ? subject.textValue() : null,
                        time,
                        data),
                type);
    }

    private static String readText(byte[] value) throws Unreadable {
        if (value == null || value.length == 0) {
            throw new Unreadable(EMPTY_RECORD, value == null ? "the record has no value" : "the value has no bytes");
        }
        if (value.length > MAX_BYTES) {
            throw new Unreadable(TOO_LARGE, "%,d bytes, more than %,d".formatted(value.length, MAX_BYTES));
        }
        String text = new String(value, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        // Either the sender wrote the replacement character or it stands for bytes that are no text: the slow way
        // tells.
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable(NOT_UTF8, "the bytes are not UTF-8: " + e.getMessage());
        }
    }

    private static JsonNode readJson(String text) throws Unreadable {
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            if (json == null || json.isMissingNode()) {
                throw new Unreadable(NOT_JSON, "the text is blank");
            }
            return json;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line %d, column %d)"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw new Unreadable(NOT_JSON, e.getOriginalMessage() + where);
        }
    }

    private static ObjectNode cloudEvent(JsonNode json) throws Unreadable {
        if (!(json instanceof ObjectNode envelope)) {
            throw new Unreadable(NOT_CLOUDEVENT, "the JSON is not an object");
        }
        JsonNode version = envelope.path("specversion");
        if (!version.isTextual() || !version.textValue().equals("1.0")) {
            throw new Unreadable(NOT_CLOUDEVENT, "specversion is not \"1.0\"");
        }
        for (String attribute : List.of("id", "source", "type")) {
            JsonNode value = envelope.path(attribute);
            if (!value.isTextual() || value.textValue().isEmpty()) {
                throw new Unreadable(NOT_CLOUDEVENT, attribute + " is not a non-empty string");
            }
        }
        if (envelope.hasNonNull("data") && envelope.hasNonNull("data_base64")) {
            throw new Unreadable(NOT_CLOUDEVENT, "both data and data_base64 are there");
        }
        for (var attribute : envelope.properties()) {
            checkOptional(attribute.getKey(), attribute.getValue());
        }
        return envelope;
    }

    /** CloudEvents 1.0.2, "Context Attributes": names, the optional attributes, and the types of extensions. */
    private static void checkOptional(String name, JsonNode value) throws Unreadable {
        switch (name) {
            case "specversion", "id", "source", "type", "time", "data", "data_base64" -> {}
            case "subject", "dataschema" -> {
                if (!value.isNull() && (!value.isTextual() || value.textValue().isEmpty())) {
                    throw new Unreadable(NOT_CLOUDEVENT, name + " is not a non-empty string");
                }
            }
            case "datacontenttype" -> {
                if (!value.isNull()
                        && (!value.isTextual()
                                || !MEDIA_TYPE.matcher(value.textValue()).matches())) {
                    throw new Unreadable(NOT_CLOUDEVENT, name + " is not a media type such as application/json");
                }
            }
            default -> {
                if (!ATTRIBUTE_NAME.matcher(name).matches()) {
                    throw new Unreadable(
                            NOT_CLOUDEVENT,
                            "attribute '%s' has other characters than a to z and 0 to 9".formatted(shortened(name)));
                }
                if (!value.isTextual() && !value.isBoolean() && !value.canConvertToExactIntegral() && !value.isNull()) {
                    throw new Unreadable(
                            NOT_CLOUDEVENT, "attribute %s is not a string, boolean or integer".formatted(name));
                }
            }
        }
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    private static Instant time(JsonNode time) throws Unreadable {
        if (time == null || time.isNull()) {
            throw new Unreadable(BAD_TIME, "time is absent or null");
        }
        if (!time.isTextual()) {
            throw new Unreadable(BAD_TIME, "time is not a string");
        }
        try {
            return EventTime.parse(time.textValue());
        } catch (DateTimeException e) {
            throw new Unreadable(BAD_TIME, "time: " + e.getMessage());
        }
    }

    private EventType type(String name, String topic) throws Unreadable {
        Optional<EventType> type = types.find(name);
        if (type.isEmpty()) {
            throw new Unreadable(UNKNOWN_TYPE, "type '%s' is not known".formatted(shortened(name)));
        }
        if (!type.get().topic().equals(topic)) {
            throw new Unreadable(
                    WRONG_TOPIC,
                    "type '%s' belongs to topic %s, not %s"
                            .formatted(name, type.get().topic(), topic));
        }
        return type.get();
    }

    private static ObjectNode data(JsonNode data, EventType type) throws Unreadable {
        if (!(data instanceof ObjectNode object)) {
            throw new Unreadable(SCHEMA_VIOLATION, "data is not an object");
        }
        var errors = type.schema().validate(object);
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            throw new Unreadable(
                    SCHEMA_VIOLATION, "data%s: %s".formatted(first.getInstanceLocation(), first.getMessage()));
        }
        return object;
    }

    /** Carries the first reason that holds out of the step that found it; never leaves this class. */
    private static final class Unreadable extends Exception {
        private final DeadLetterReason reason;

        Unreadable(DeadLetterReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }
    }
}

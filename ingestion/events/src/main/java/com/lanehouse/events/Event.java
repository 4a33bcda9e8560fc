package com.lanehouse.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A CloudEvent (1.0, JSON structured mode).
 *
 * @param id with {@code source} the identity of the event
 * @param subject what the event is about; may be null
 * @param time when it happened
 * @param data the payload
 */
public record Event(String id, String source, String type, String subject, Instant time, ObjectNode data) {
    public Event {
        requireText(id, "id");
        requireText(source, "source");
        requireText(type, "type");
        requireNonNull(time, "time is null");
        requireNonNull(data, "data is null");
    }

    /** The Kafka key: the company when the event has one, else its subject; may be null. */
    public String key() {
        return data.path("company_id").isTextual() ? data.path("company_id").textValue() : subject;
    }

    /** The event as one line of JSON in UTF-8. */
    public byte[] toJson() {
        ObjectNode envelope = Json.MAPPER
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", source)
                .put("type", type);
        if (subject != null) {
            envelope.put("subject", subject);
        }
        envelope.put("time", time.toString()).put("datacontenttype", "application/json");
        envelope.set("data", data);
        return Json.write(envelope);
    }

    private static void requireText(String value, String field) {
        if (requireNonNull(value, field + " is null").isEmpty()) {
            throw new IllegalArgumentException(field + " is empty");
        }
    }
}

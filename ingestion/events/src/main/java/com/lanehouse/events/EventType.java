package com.lanehouse.events;

import static java.util.Objects.requireNonNull;

import com.networknt.schema.Schema;
import java.util.Set;

/**
 * A type of event: the topic it travels on and the schema of its data.
 *
 * @param name CloudEvent type, such as {@code quote.priced}
 * @param topic Kafka topic, which is also the event family
 * @param fields names that the schema declares; other fields are kept in the payload but have no meaning
 */
public record EventType(String name, String topic, Schema schema, Set<String> fields) {
    public EventType {
        requireNonNull(name, "name is null");
        requireNonNull(topic, "topic is null");
        requireNonNull(schema, "schema is null");
        fields = Set.copyOf(fields);
    }
}

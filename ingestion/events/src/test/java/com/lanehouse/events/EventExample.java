package com.lanehouse.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/**
 * The example of a type, {@code examples/<topic>/<type>.json}, and the same event with one fault,
 * {@code <type>.broken.json}.
 */
public record EventExample(EventType type, ObjectNode event, Broken broken) {
    private static final EventTypes TYPES = EventTypes.load();

    /**
     * An event that becomes a dead letter.
     *
     * @param fault what is wrong with it, for who reads the file
     * @param field the field that is at fault, which the dead letter's detail names
     */
    public record Broken(String fault, DeadLetterReason reason, String field, ObjectNode event) {
        public byte[] bytes() {
            return Json.write(event);
        }
    }

    /** One of every type. */
    public static Stream<EventExample> all() {
        return TYPES.names().stream().map(name -> of(TYPES.find(name).orElseThrow()));
    }

    public byte[] bytes() {
        return Json.write(event);
    }

    /** The type's name, which says in a report which of them failed. */
    @Override
    public String toString() {
        return type.name();
    }

    private static EventExample of(EventType type) {
        JsonNode broken = read(type, ".broken.json");
        return new EventExample(
                type,
                (ObjectNode) read(type, ".json"),
                new Broken(
                        broken.path("fault").textValue(),
                        DeadLetterReason.of(broken.path("reason").textValue()),
                        broken.path("field").textValue(),
                        (ObjectNode) broken.path("event")));
    }

    private static JsonNode read(EventType type, String ending) {
        String path = "/examples/%s/%s%s".formatted(type.topic(), type.name(), ending);
        try (InputStream file = EventExample.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new AssertionError("every type has an example: src/test/resources%s is missing".formatted(path));
            }
            return Json.MAPPER.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}

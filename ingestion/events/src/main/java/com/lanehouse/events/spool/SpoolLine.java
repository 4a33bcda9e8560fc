package com.lanehouse.events.spool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;

/**
 * What must be known of an event to send it, read from the attributes that stand before its data.
 *
 * @param topic {@link #NO_TOPIC} when this is no event, or its type has none
 * @param key CloudEvents' {@code partitionkey}; null when it has none
 */
record SpoolLine(String topic, String key) {
    /** No topic of a broker has this name. */
    static final String NO_TOPIC = "";

    private static final JsonFactory JSON = new JsonFactory();

    /** @param topics by type of event */
    static SpoolLine read(byte[] event, Map<String, String> topics) {
        try {
            Attributes attributes = Attributes.read(event);
            return new SpoolLine(topics.getOrDefault(attributes.type(), NO_TOPIC), attributes.key());
        } catch (IOException e) {
            return new SpoolLine(NO_TOPIC, null);
        }
    }

    /** Why an event has no topic. */
    static String fault(byte[] event) {
        try {
            return "no topic for events of type " + Attributes.read(event).type();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private record Attributes(String type, String key) {
        /** @throws IOException when this is no event */
        static Attributes read(byte[] event) throws IOException {
            String type = null;
            String key = null;
            try (JsonParser parser = JSON.createParser(event)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new IOException("not a JSON object");
                }
                while (parser.nextToken() == JsonToken.FIELD_NAME
                        && !parser.currentName().equals("data")) {
                    String attribute = parser.currentName();
                    parser.nextToken();
                    switch (attribute) {
                        case "type" -> type = parser.getText();
                        case "partitionkey" -> key = parser.getText();
                        default -> parser.skipChildren();
                    }
                }
            }
            if (type == null) {
                throw new IOException("no type before the data");
            }
            return new Attributes(type, key);
        }
    }
}

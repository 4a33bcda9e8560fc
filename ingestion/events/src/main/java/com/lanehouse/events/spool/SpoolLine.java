package com.lanehouse.events.spool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What must be known of an event to send it, read from the attributes that stand before its data.
 *
 * @param key CloudEvents' {@code partitionkey}; null when it has none
 */
record SpoolLine(String type, String key) {
    private static final JsonFactory JSON = new JsonFactory();

    /** @throws IOException when this is no event */
    static SpoolLine read(byte[] event) throws IOException {
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
        return new SpoolLine(type, key);
    }
}

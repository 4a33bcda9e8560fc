package com.lanehouse.scoring.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.scoring.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Rows of {@code {"lanes":[…]}}. One lane is in memory at a time, and of that only the fields that are known: whatever a body
 * holds besides, it takes no room.
 */
final class JsonRows {
    private static final Set<String> PLACES = Set.of("origin", "destination");
    private static final Set<String> FIELDS = Set.of("equipment", "pickup_date", "weight_lbs");
    private static final Set<String> FIELDS_OF_A_PLACE = Set.of("zip", "area");
    /** Names of one object are kept until its end, to find those that come twice. */
    private static final int MOST_TOKENS_A_LANE = 1_000;

    private static final JsonFactory STRICT = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .maxStringLength(10_000)
                    .build())
            .build();

    private final JsonParser parser;
    private final RowSink rows;
    private int row;
    private int tokens;

    private JsonRows(JsonParser parser, RowSink rows) {
        this.parser = parser;
        this.rows = rows;
    }

    static void read(InputStream body, RowSink rows) throws IOException {
        try (JsonParser parser = STRICT.createParser(body)) {
            JsonRows reader = new JsonRows(parser, rows);
            try {
                reader.read();
            } catch (JsonProcessingException e) {
                String words = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
                throw Problem.notJson(reader.row == 0 ? words : "In row %d: %s".formatted(reader.row, words));
            }
        }
    }

    private void read() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw Problem.notJson("The body must be a JSON object: {\"lanes\": […]}.");
        }
        boolean found = false;
        while (next() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = next();
            if (!name.equals("lanes")) {
                skip();
            } else if (value == JsonToken.START_ARRAY) {
                found = true;
                lanes();
            } else {
                throw Problem.invalid("lanes", "must be an array");
            }
        }
        if (parser.nextToken() != null) {
            throw Problem.notJson("The body goes on after its end.");
        }
        if (!found) {
            throw Problem.invalid("lanes", "is missing");
        }
    }

    private void lanes() throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            row++;
            tokens = 0;
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                rows.lane(row, lane());
            } else {
                skip();
                rows.broken(row, "lane", "lane must be an object");
            }
        }
        tokens = 0;
    }

    private ObjectNode lane() throws IOException {
        ObjectNode lane = JsonNodeFactory.instance.objectNode();
        while (next() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = next();
            if (PLACES.contains(name) && value == JsonToken.START_OBJECT) {
                lane.set(name, place());
            } else if (PLACES.contains(name) || FIELDS.contains(name)) {
                lane.set(name, value());
            } else {
                skip();
            }
        }
        return lane;
    }

    private ObjectNode place() throws IOException {
        ObjectNode place = JsonNodeFactory.instance.objectNode();
        while (next() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            next();
            if (FIELDS_OF_A_PLACE.contains(name)) {
                place.set(name, value());
            } else {
                skip();
            }
        }
        return place;
    }

    /** The value that the parser stands at; of an object or array only that it is one. */
    private JsonNode value() throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case VALUE_STRING -> nodes.textNode(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(parser.getBooleanValue());
            case VALUE_NULL -> nodes.nullNode();
            default -> {
                skip();
                yield nodes.arrayNode();
            }
        };
    }

    private void skip() throws IOException {
        int depth = 0;
        while (true) {
            if (parser.currentToken().isStructStart()) {
                depth++;
            } else if (parser.currentToken().isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
            next();
        }
    }

    private JsonToken next() throws IOException {
        if (++tokens > MOST_TOKENS_A_LANE) {
            throw Problem.notJson(
                    row == 0 ? "The body has too many fields." : "Row %d has too many fields.".formatted(row));
        }
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw Problem.notJson("The body ends too early.");
        }
        return token;
    }
}

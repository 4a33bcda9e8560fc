package com.lanehouse.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Lines that fail on purpose, each made from a good event under an identity of its own, and second deliveries with
 * another body. Between them the broken lines give every dead-letter reason that one line of text can have.
 */
final class BrokenLines {
    static final int KINDS = 17;

    private static final ObjectMapper JSON = new ObjectMapper();

    private BrokenLines() {}

    /**
     * A broken version of a good line.
     *
     * @param kind 0 to {@link #KINDS} − 1; a kind that does not fit the type gives another one that does
     * @param id the identity of the broken event
     */
    static byte[] broken(EventType type, byte[] good, int kind, String id) {
        String line = change(good, event -> event.put("id", id));
        String broken = switch (kind) {
            case 0 -> line.substring(0, line.length() * 2 / 3);
            case 1 -> line + " }";
            case 2 -> line.substring(0, line.length() - 1) + ",\"id\":\"" + id + "\"}";
            case 3 -> line.substring(0, line.length() - 1) + ",\"weight\":NaN}";
            case 4 -> line.substring(0, line.length() - 1) + ",\"nested\":" + "[".repeat(70) + "]".repeat(70) + "}";
            case 5 -> line.substring(0, line.length() - 1) + ",\"huge\":" + "7".repeat(1_200) + "}";
            case 6 -> change(line, event -> event.remove("specversion"));
            case 7 -> change(line, event -> event.put("specversion", "0.3"));
            case 8 -> change(line, event -> event.put("id", ""));
            case 9 -> change(line, event -> event.remove("time"));
            case 10 ->
                change(
                        line,
                        event -> event.put("time", event.get("time").asText().replace("Z", "")));
            case 11 -> change(line, event -> event.putNull("time"));
            case 12 -> change(line, event -> event.put("time", "+10000-01-01T00:00:00Z"));
            case 13 -> change(line, event -> event.put("type", type.family() + ".imagined"));
            case 14 -> quotedNumber(type, line);
            case 15 -> missingField(type, line);
            case 16 -> change(line, event -> event.put("data", "not an object"));
            default -> throw new IllegalArgumentException("kind is " + kind);
        };
        return broken.getBytes(StandardCharsets.UTF_8);
    }

    /** The same identity and time; the type's required number grows by one, or the data has one more field. */
    static byte[] otherBody(EventType type, byte[] good) {
        return change(good, event -> {
                    ObjectNode data = (ObjectNode) event.get("data");
                    String number = type.requiredNumber();
                    if (number == null) {
                        data.put("redelivered", true);
                    } else {
                        data.put(number, data.get(number).decimalValue().add(BigDecimal.ONE));
                    }
                })
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String quotedNumber(EventType type, String line) {
        String field = type.requiredNumber();
        if (field == null) {
            return missingField(type, line);
        }
        return change(line, event -> {
            ObjectNode data = (ObjectNode) event.get("data");
            data.put(field, data.get(field).asText());
        });
    }

    private static String missingField(EventType type, String line) {
        String field = type.requiredField();
        if (field == null) {
            return change(line, event -> event.put("data", "not an object"));
        }
        return change(line, event -> ((ObjectNode) event.get("data")).remove(field));
    }

    private static String change(byte[] line, Consumer<ObjectNode> change) {
        return change(new String(line, StandardCharsets.UTF_8), change);
    }

    private static String change(String line, Consumer<ObjectNode> change) {
        try {
            ObjectNode event = (ObjectNode) JSON.readTree(line);
            change.accept(event);
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of our own is not JSON", e);
        }
    }
}

package com.lanehouse.orchestration.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Timestamp;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Spark's rows as JSON: nulls are there, times are exact, bytes are Base64. */
final class RowJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RowJson() {}

    /** @param row with a schema */
    static ObjectNode of(Row row) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < row.length(); i++) {
            object.set(row.schema().fields()[i].name(), node(row.get(i)));
        }
        return object;
    }

    static JsonNode node(Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Boolean truth -> NODES.booleanNode(truth);
            case BigDecimal number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case Float number -> NODES.numberNode(number);
            case Number number -> NODES.numberNode(number.longValue());
            case Timestamp time -> NODES.textNode(time.toInstant().toString());
            case byte[] bytes -> NODES.binaryNode(bytes);
            case Row row -> of(row);
            case scala.collection.Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                CollectionConverters.asJava(map)
                        .forEach((key, held) -> object.set(node(key).asText(), node(held)));
                yield object;
            }
            case scala.collection.Iterable<?> list -> {
                ArrayNode array = NODES.arrayNode();
                CollectionConverters.asJava(list).forEach(held -> array.add(node(held)));
                yield array;
            }
            default -> NODES.textNode(value.toString());
        };
    }
}

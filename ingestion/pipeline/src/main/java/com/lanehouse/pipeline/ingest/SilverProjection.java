package com.lanehouse.pipeline.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.lanehouse.events.Event;
import com.lanehouse.events.EventTime;
import com.lanehouse.events.EventType;
import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableDeclaration;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns the data of an event into the typed columns of its family's silver table. A column takes the field of its own
 * name, or the one that the DDL's {@code lanehouse.source.<column>} names: a path ({@code origin.zip}), {@code $} for
 * all data as JSON, with {@code <type>:} before it when only one type fills it. Only fields that the type's schema
 * declares are read, so a free field of another meaning can neither fill a column nor break the event.
 */
final class SilverProjection {
    /** Columns of the envelope and the batch, which the pipeline fills itself. */
    static final Set<String> ENVELOPE_COLUMNS =
            Set.of("event_id", "source", "type", "event_time", "ingest_time", "batch_id");

    private static final int MONEY_SCALE = 2;
    private static final int MONEY_DIGITS = 18;

    private final List<Target> targets;
    /** Most columns of a family are for some of its types only: asked once a type, not once an event. */
    private final Map<String, List<Target>> byType = new ConcurrentHashMap<>();

    SilverProjection(TableDeclaration table) {
        this.targets = new ArrayList<>();
        for (ColumnDeclaration column : table.columns()) {
            if (!ENVELOPE_COLUMNS.contains(column.name())) {
                targets.add(Target.of(table, column, targets.size()));
            }
        }
    }

    private record Target(int position, String type, String onlyType, List<String> path) {
        static Target of(TableDeclaration table, ColumnDeclaration column, int position) {
            String source = table.properties().getOrDefault("lanehouse.source." + column.name(), column.name());
            int colon = source.indexOf(':');
            String onlyType = colon < 0 ? null : source.substring(0, colon);
            String path = source.substring(colon + 1);
            return new Target(
                    position, column.type(), onlyType, path.equals("$") ? List.of() : List.of(path.split("\\.")));
        }

        boolean isFilledBy(EventType eventType) {
            return (onlyType == null || onlyType.equals(eventType.name()))
                    && (path.isEmpty() || eventType.fields().contains(path.getFirst()));
        }

        JsonNode find(Event event) {
            JsonNode node = event.data();
            for (String field : path) {
                node = node.path(field);
            }
            return node.isMissingNode() || node.isNull() ? null : node;
        }
    }

    /**
     * The values of the columns that are not the envelope's, in declared order.
     *
     * @throws FieldDoesNotFitException when a value cannot be stored in its column's type
     */
    Object[] project(Event event, EventType eventType) throws FieldDoesNotFitException {
        Object[] values = new Object[targets.size()];
        List<Target> filled = byType.computeIfAbsent(
                eventType.name(),
                name -> targets.stream()
                        .filter(target -> target.isFilledBy(eventType))
                        .toList());
        for (Target target : filled) {
            JsonNode node = target.find(event);
            try {
                values[target.position()] = node == null ? null : convert(node, target.type());
            } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
                throw new FieldDoesNotFitException(
                        "data.%s: %s".formatted(String.join(".", target.path()), e.getMessage()));
            }
        }
        return values;
    }

    private static Object convert(JsonNode node, String type) {
        return switch (type) {
            case "STRING" -> node.isTextual() ? node.textValue() : node.toString();
            case "BOOLEAN" -> node.booleanValue();
            case "BIGINT" -> wholeNumber(node);
            case "DOUBLE" -> number(node).doubleValue();
            case "DECIMAL(18,2)" -> money(node);
            case "DATE" -> LocalDate.parse(node.textValue());
            case "TIMESTAMP" ->
                node.isNumber() ? Instant.ofEpochSecond(wholeNumber(node)) : EventTime.parse(node.textValue());
            case "ARRAY<STRING>" -> texts((ArrayNode) node);
            default -> throw new IllegalStateException("silver tables have no columns of type " + type);
        };
    }

    private static BigDecimal number(JsonNode node) {
        BigDecimal number = node.decimalValue();
        // Guards every later conversion: 1e999999999 has few digits but no affordable expansion.
        if (Math.abs((long) number.precision() - number.scale()) > 400 || number.scale() > 1_100) {
            throw new ArithmeticException("the number is out of range");
        }
        return number;
    }

    private static long wholeNumber(JsonNode node) {
        return number(node).longValueExact();
    }

    private static BigDecimal money(JsonNode node) {
        BigDecimal money = number(node).setScale(MONEY_SCALE, RoundingMode.HALF_UP);
        if (money.precision() > MONEY_DIGITS) {
            throw new ArithmeticException("the amount has more than 16 digits before the point");
        }
        return money;
    }

    private static List<String> texts(ArrayNode array) {
        List<String> texts = new ArrayList<>(array.size());
        array.forEach(element -> texts.add(element.textValue()));
        return texts;
    }

    /** A value passed its schema but has no place in its column; the message names the field. */
    static final class FieldDoesNotFitException extends Exception {
        FieldDoesNotFitException(String message) {
            super(message);
        }
    }
}

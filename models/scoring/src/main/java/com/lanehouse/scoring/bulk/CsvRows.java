package com.lanehouse.scoring.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.scoring.Problem;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rows of CSV with a header line: origin_zip and origin_area, or one of them, the same of the destination, equipment, pickup_date,
 * and perhaps weight_lbs, in any order. Other columns are passed over. An empty field is one that is missing.
 */
final class CsvRows {
    private static final int BYTE_ORDER_MARK = '\uFEFF';
    private static final List<String> TEXTS = List.of("equipment", "pickup_date");
    private static final String WEIGHT = "weight_lbs";
    private static final List<String> PLACES = List.of("origin", "destination");
    private static final List<String> FIELDS_OF_A_PLACE = List.of("zip", "area");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,15})?");

    private final Map<String, Integer> columns;
    private final int width;

    private CsvRows(CsvRecord header) {
        this.columns = columns(header);
        this.width = header.getFieldCount();
        TEXTS.forEach(name -> require(columns.containsKey(name), name, "is no column of the header line"));
        PLACES.forEach(place -> require(
                columns.containsKey(place + "_zip") || columns.containsKey(place + "_area"),
                place + "_zip",
                "is no column of the header line, and neither is %s_area".formatted(place)));
    }

    static void read(InputStream body, RowSink rows) throws IOException {
        int row = 0;
        try (CsvReader<CsvRecord> csv = csv(text(body))) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw notCsv("The body is empty.");
            }
            CsvRows reader = new CsvRows(records.next());
            while (records.hasNext()) {
                reader.read(++row, records.next(), rows);
            }
        } catch (CsvParseException e) {
            throw notCsv("After row %d: %s".formatted(row, e.getMessage()));
        } catch (CharacterCodingException e) {
            throw notCsv("After row %d: not UTF-8.".formatted(row));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw notCsv("After row %d: not UTF-8.".formatted(row));
            }
            throw e.getCause();
        }
    }

    private static Reader text(InputStream body) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(
                body,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    private static CsvReader<CsvRecord> csv(Reader text) {
        return CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .allowExtraCharsAfterClosingQuote(false)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(200)
                                .maxFieldSize(10_000)
                                .maxRecordSize(100_000)
                                .build(),
                        text);
    }

    private static Map<String, Integer> columns(CsvRecord header) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.getFieldCount(); i++) {
            String name = header.getField(i).strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                require(columns.put(name, i) == null, name, "is the name of two columns");
            }
        }
        return columns;
    }

    private static void require(boolean holds, String column, String otherwise) {
        if (!holds) {
            throw Problem.invalid(column, otherwise);
        }
    }

    private void read(int row, CsvRecord record, RowSink rows) {
        if (record.getFieldCount() != width) {
            rows.broken(
                    row, "row", "row has %d fields, the header line has %d".formatted(record.getFieldCount(), width));
            return;
        }
        for (String column : columns.keySet()) {
            if (isRead(column) && hasControl(field(record, column))) {
                rows.broken(row, column, column + " must not hold control characters");
                return;
            }
        }
        rows.lane(row, lane(record));
    }

    private static boolean isRead(String column) {
        return TEXTS.contains(column)
                || column.equals(WEIGHT)
                || PLACES.stream()
                        .anyMatch(place ->
                                FIELDS_OF_A_PLACE.stream().anyMatch(field -> column.equals(place + "_" + field)));
    }

    private ObjectNode lane(CsvRecord record) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode lane = nodes.objectNode();
        for (String place : PLACES) {
            ObjectNode node = lane.putObject(place);
            for (String name : FIELDS_OF_A_PLACE) {
                String value = field(record, place + "_" + name);
                if (!value.isEmpty()) {
                    node.put(name, value);
                }
            }
        }
        for (String name : TEXTS) {
            String value = field(record, name);
            if (!value.isEmpty()) {
                lane.put(name, value);
            }
        }
        String weight = field(record, WEIGHT);
        if (NUMBER.matcher(weight).matches()) {
            lane.put(WEIGHT, Double.parseDouble(weight));
        } else if (!weight.isEmpty()) {
            lane.put(WEIGHT, weight);
        }
        return lane;
    }

    private String field(CsvRecord record, String column) {
        Integer index = columns.get(column);
        return index == null ? "" : record.getField(index).strip();
    }

    private static boolean hasControl(String value) {
        return value.chars().anyMatch(Character::isISOControl);
    }

    private static Problem notCsv(String detail) {
        return new Problem(400, "not-csv", "The body is not CSV", null, detail);
    }
}

package com.lanehouse.orchestration.trace;

import com.lanehouse.warehouse.TableDeclaration;
import com.lanehouse.warehouse.WriteMode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of some key columns of a table, as somebody wrote them.
 *
 * @param values by column; perhaps none
 */
public record RowKey(Map<String, String> values) {
    public RowKey {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads {@code column=value,column=value}, or values alone in the order of the key; of a snapshot the time may be left
     * out. A part with a comma stands in quotes, as in CSV.
     *
     * @throws IllegalArgumentException when it does not fit the table's key; the message says what would
     */
    public static RowKey parse(TableDeclaration table, String text) {
        List<String> parts = parts(text);
        Map<String, String> values = new LinkedHashMap<>();
        List<String> columns = table.key();
        if (parts.stream().noneMatch(part -> part.matches("[a-z_]+=.*"))) {
            if (table.writeMode() == WriteMode.SNAPSHOT && parts.size() < columns.size()) {
                columns = columns.stream()
                        .filter(column -> !column.equals("as_of"))
                        .toList();
            }
            if (parts.size() > columns.size()) {
                throw wrong(table, "%d values are more than its key has".formatted(parts.size()));
            }
            for (int i = 0; i < parts.size(); i++) {
                values.put(columns.get(i), parts.get(i));
            }
            return new RowKey(values);
        }
        for (String part : parts) {
            String[] nameAndValue = part.split("=", 2);
            if (nameAndValue.length < 2 || !columns.contains(nameAndValue[0])) {
                throw wrong(table, "'%s' does not name a column of its key".formatted(part));
            }
            if (values.put(nameAndValue[0], nameAndValue[1]) != null) {
                throw wrong(table, nameAndValue[0] + " is there twice");
            }
        }
        return new RowKey(values);
    }

    private static List<String> parts(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text)) {
            return csv.stream().findFirst().map(CsvRecord::getFields).orElse(List.of());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("text in memory cannot be read", e);
        }
    }

    private static IllegalArgumentException wrong(TableDeclaration table, String why) {
        return new IllegalArgumentException(
                "%s: %s; write it as %s=VALUE".formatted(table.name(), why, String.join("=VALUE,", table.key())));
    }
}

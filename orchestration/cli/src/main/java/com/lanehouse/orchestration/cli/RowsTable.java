package com.lanehouse.orchestration.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows as lines for a terminal: aligned, numbers to the right, nulls as {@value #NULL}, long values cut. */
final class RowsTable {
    static final String NULL = "NULL";
    private static final int MOST_CHARACTERS = 60;

    private RowsTable() {}

    static List<String> lines(StructType columns, List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(columns.fieldNames()).stream().map(RowsTable::cut).toList());
        for (Row row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.length(); i++) {
                cells.add(cut(text(row.get(i))));
            }
            lines.add(cells);
        }
        List<String> padded = new ArrayList<>();
        int[] widths = new int[columns.length()];
        lines.forEach(cells -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(cells.get(i)));
            }
        });
        for (List<String> cells : lines) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                line.add(padded(cells.get(i), widths[i], columns.fields()[i]));
            }
            padded.add(String.join("  ", line).stripTrailing());
        }
        padded.add(1, java.util.Arrays.stream(widths).mapToObj("─"::repeat).collect(Collectors.joining("  ")));
        return padded;
    }

    /** As a cell shows it: numbers written out, the rest as JSON has it but without quotes. */
    static String text(Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Double number && Double.isFinite(number)) {
            return BigDecimal.valueOf(number).toPlainString();
        }
        JsonNode node = RowJson.node(value);
        return node.isValueNode() ? node.asText() : node.toString();
    }

    /** Printable, and not longer than a cell may be. */
    static String cut(String text) {
        String printable = printable(text);
        return length(printable) <= MOST_CHARACTERS
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
    }

    /** Fit for a terminal: what somebody sent must not steer it. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "�");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String padded(String cell, int width, StructField column) {
        String spaces = " ".repeat(width - length(cell));
        return column.dataType() instanceof NumericType ? spaces + cell : cell + spaces;
    }
}

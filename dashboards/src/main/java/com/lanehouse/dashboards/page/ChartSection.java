package com.lanehouse.dashboards.page;

import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableDeclaration;
import java.util.List;

/**
 * One question with its drawings, the words that explain them and the same numbers as tables.
 *
 * @param question the title
 * @param answer what the newest rows say, in a sentence; null without rows
 * @param explanation the comment of the table the rows are from
 * @param columns what is drawn, with the comments of the declarations
 * @param tables empty when there are no rows
 */
record ChartSection(
        String id,
        String question,
        String answer,
        String explanation,
        List<Column> columns,
        List<Panel> panels,
        List<DataTable> tables) {

    /** A column with the sentence that declares it. */
    record Column(String name, String comment) {}

    record DataTable(String caption, List<String> header, List<Row> rows) {}

    record Row(String head, List<String> cells) {}

    static List<Column> columns(TableDeclaration table, String... names) {
        return List.of(names).stream()
                .map(name -> table.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(table.name() + " has no column " + name)))
                .map((ColumnDeclaration column) -> new Column(column.name(), column.comment()))
                .toList();
    }

    /** A drawing in words: what it shows and, when there is one, what it says. */
    static String describe(String drawing, String answer) {
        return answer == null ? drawing : drawing + " " + answer;
    }

    /** The value for a table cell; a dash when there is none. */
    static String cell(Double share) {
        return share == null ? "\u2013" : ValueFormat.PERCENT.format(share, 1);
    }

    static String cell(long count) {
        return ValueFormat.NUMBER.format(count, 0);
    }
}

package com.lanehouse.warehouse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the strict form in which our DDL files are written: a {@code CREATE TABLE} statement of Spark SQL with one
 * column or one property a line. The lake's tests hold it against Spark's own parser, which is too heavy for the
 * scoring service to carry.
 */
final class DeclarationReader {
    private static final Pattern HEAD = Pattern.compile("CREATE TABLE (\\w+)\\.(\\w+) \\(");
    private static final Pattern COLUMN =
            Pattern.compile("  (\\w+) ([A-Z][A-Z<>(),0-9]*)( NOT NULL)? COMMENT '((?:[^']|'')+)',?");
    private static final Pattern COMMENT = Pattern.compile("COMMENT '((?:[^']|'')+)'");
    private static final Pattern PROPERTY = Pattern.compile("  '([^']+)' = '((?:[^']|'')*)',?");

    private static final String RULE = "lanehouse.rule.";

    private DeclarationReader() {}

    static TableDeclaration read(String file, String text) {
        String layer = null;
        String table = null;
        String comment = null;
        List<ColumnDeclaration> columns = new ArrayList<>();
        Map<String, String> properties = new LinkedHashMap<>();
        List<QualityRule> rules = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher matcher;
            if ((matcher = HEAD.matcher(line)).matches()) {
                layer = matcher.group(1);
                table = matcher.group(2);
            } else if ((matcher = COLUMN.matcher(line)).matches()) {
                columns.add(new ColumnDeclaration(
                        matcher.group(1), matcher.group(2), matcher.group(3) == null, unquote(matcher.group(4))));
            } else if ((matcher = COMMENT.matcher(line)).matches()) {
                comment = unquote(matcher.group(1));
            } else if ((matcher = PROPERTY.matcher(line)).matches()) {
                String name = matcher.group(1);
                String value = unquote(matcher.group(2));
                if (name.startsWith(RULE)) {
                    rules.add(QualityRule.of(name.substring(RULE.length()), value));
                } else {
                    properties.put(name, value);
                }
            } else if (!List.of(")", "USING DELTA", "TBLPROPERTIES (", ");", "").contains(line)
                    && !line.startsWith("--")) {
                throw new IllegalArgumentException(
                        "%s:%d: not a column, comment or property: %s".formatted(file, number, line));
            }
        }
        if (table == null || comment == null || columns.isEmpty() || !properties.containsKey("lanehouse.key")) {
            throw new IllegalArgumentException(
                    file + ": a declaration needs CREATE TABLE layer.table, columns, COMMENT and lanehouse.key");
        }
        return new TableDeclaration(
                layer,
                table,
                comment,
                columns,
                List.of(properties.get("lanehouse.key").split(", ")),
                WriteMode.of(properties.get("lanehouse.write")),
                properties,
                rules);
    }

    private static String unquote(String sql) {
        return sql.replace("''", "'");
    }
}

package com.lanehouse.warehouse;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the strict form in which files of {@code rules/} are written: four lines of comment, then a query. */
final class TablesRuleReader {
    private static final Pattern RULE = Pattern.compile("""
            -- (\\S[^\\n]*)
            -- table: ([a-z]+\\.\\w+)
            -- reads: ([a-z]+\\.\\w+(?:, [a-z]+\\.\\w+)*)
            -- action: (\\w+)
            ((?:WITH|SELECT)\\s.*);
            """, Pattern.DOTALL);

    private TablesRuleReader() {}

    /**
     * @param name of the rule: its file's name without {@code .sql}
     * @throws IllegalArgumentException when the text is not in that form
     */
    static TablesRule read(String file, String name, String text) {
        Matcher matcher = RULE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(file
                    + ": a rule needs the lines '-- what holds', '-- table: layer.table', '-- reads: layer.table, …',"
                    + " '-- action: warn or fail', then a query that ends with ';'");
        }
        return new TablesRule(
                name,
                matcher.group(1),
                matcher.group(2),
                List.of(matcher.group(3).split(", ")),
                RuleAction.of(matcher.group(4)),
                matcher.group(5));
    }
}

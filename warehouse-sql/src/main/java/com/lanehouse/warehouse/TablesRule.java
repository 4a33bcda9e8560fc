package com.lanehouse.warehouse;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What must hold between tables, or for a table as a whole: file {@code warehouse-sql/rules/<name>.sql}.
 *
 * @param name says what holds, snake_case
 * @param comment the sentence that says the same to people
 * @param table the table that breaks the rule, {@code layer.table}; whatever job writes it is held to the rule
 * @param reads every table of the query; that job reads or writes each of them
 * @param action warn or fail: which row of which table is wrong is not known, so none can be dropped
 * @param query Spark SQL that selects what was compared, a row each, with a column {@code holds}; in it a table
 *     {@code gold.kpis} is called {@code gold_kpis}, and {@code :as_of} is T
 */
public record TablesRule(
        String name, String comment, String table, List<String> reads, RuleAction action, String query) {
    public TablesRule {
        QualityRule.requireName(name);
        requireNonNull(comment, "comment is null");
        requireNonNull(table, "table is null");
        requireNonNull(action, "action is null");
        requireNonNull(query, "query is null");
        reads = List.copyOf(reads);
        if (action == RuleAction.DROP) {
            throw new IllegalArgumentException(
                    "rule %s is between tables: which row to drop is not known; it can warn or fail".formatted(name));
        }
        if (!reads.contains(table)) {
            throw new IllegalArgumentException("rule %s belongs to %s but does not read it".formatted(name, table));
        }
    }
}

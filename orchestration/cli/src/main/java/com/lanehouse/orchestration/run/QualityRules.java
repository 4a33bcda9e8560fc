package com.lanehouse.orchestration.run;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.QualityCheck;
import com.lanehouse.lake.Lake;
import com.lanehouse.warehouse.QualityRule;
import com.lanehouse.warehouse.RuleAction;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import com.lanehouse.warehouse.TablesRule;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Holds what a job computed against the rules of its tables before any of it is stored. All rules of a job are counted
 * in one query, which looks at each table once.
 *
 * <p>A row breaks a rule when the rule is not true of it, so when it is null too. Rules of rows see every row computed;
 * rules between tables see what would be stored, and the job's inputs as the job saw them.
 */
final class QualityRules {
    private static final int EXAMPLES = 5;

    private final Map<String, List<QualityRule>> ofRows;
    private final List<TablesRule> betweenTables;

    QualityRules(Map<String, List<QualityRule>> ofRows, List<TablesRule> betweenTables) {
        this.ofRows = Map.copyOf(ofRows);
        this.betweenTables = List.copyOf(betweenTables);
    }

    static QualityRules of(TableCatalog catalog) {
        return new QualityRules(
                catalog.all().stream().collect(Collectors.toMap(TableDeclaration::name, TableDeclaration::rules)),
                catalog.rules());
    }

    /** One rule over what it looks at: rows with a column {@code holds}. */
    private record Case(String table, String rule, RuleAction action, double tolerated, Dataset<Row> held) {}

    private record Counts(long checked, long failed) {}

    /**
     * @param own the lake in the session in which the job computed
     * @param inputs those of the job; its tables become views beside them
     * @param computed by table
     */
    CheckedTables check(Lake own, JobInputs inputs, Map<String, Dataset<Row>> computed) {
        List<TablesRule> between = betweenTables.stream()
                .filter(rule -> computed.containsKey(rule.table()))
                .toList();
        Map<String, Dataset<Row>> rows = new TreeMap<>(computed);
        List<Dataset<Row>> kept = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        List<Dataset<Row>> counts = new ArrayList<>();
        try {
            rows.replaceAll((table, result) -> {
                List<QualityRule> rules = ofRows.getOrDefault(table, List.of());
                if (rules.isEmpty()
                        && between.stream().noneMatch(rule -> rule.reads().contains(table))) {
                    return result;
                }
                Dataset<Row> shaped = own.shaped(table, result).persist();
                kept.add(shaped);
                if (!rules.isEmpty()) {
                    rules.forEach(rule -> cases.add(heldRows(table, rule, shaped)));
                    counts.add(countRows(table, rules, shaped));
                }
                return withoutDropped(rules, shaped);
            });
            rows.forEach((table, result) -> inputs.view(table.replace('.', '_'), result));
            for (TablesRule rule : between) {
                Dataset<Row> held = inputs.sql(rule.query());
                cases.add(new Case(rule.table(), rule.name(), rule.action(), 0, held));
                counts.add(countCompared(rule, held));
            }
            return new CheckedTables(rows, checks(cases, counts), kept);
        } catch (Exception e) { // Spark throws checked exceptions without declaring them.
            kept.forEach(Dataset::unpersist);
            throw e;
        }
    }

    /**
     * Adds results to {@code ops.data_quality}, in one commit.
     *
     * @param checks by run
     */
    static void store(Lake lake, Instant asOf, Map<String, List<QualityCheck>> checks) {
        List<Row> rows = checks.entrySet().stream()
                .flatMap(run -> run.getValue().stream().map(check -> row(run.getKey(), asOf, check)))
                .toList();
        if (!rows.isEmpty()) {
            lake.add("ops.data_quality", lake.session().createDataFrame(rows, lake.schema("ops.data_quality")));
        }
    }

    private static Row row(String runId, Instant asOf, QualityCheck check) {
        return RowFactory.create(
                runId,
                check.table(),
                check.rule(),
                Timestamp.from(asOf),
                check.checked(),
                check.failed(),
                check.action().label(),
                check.status(),
                check.examples());
    }

    private static Case heldRows(String table, QualityRule rule, Dataset<Row> rows) {
        return new Case(
                table, rule.name(), rule.action(), rule.tolerated(), rows.withColumn("holds", expr(rule.predicate())));
    }

    private static Dataset<Row> withoutDropped(List<QualityRule> rules, Dataset<Row> rows) {
        Dataset<Row> left = rows;
        for (QualityRule rule : rules) {
            if (rule.action() == RuleAction.DROP) {
                left = left.where(expr(rule.predicate()));
            }
        }
        return left;
    }

    /** table, rule, checked, failed: one row a rule, from one pass over the table. */
    private static Dataset<Row> countRows(String table, List<QualityRule> rules, Dataset<Row> rows) {
        Column[] failures = new Column[rules.size()];
        Column[] lines = new Column[rules.size()];
        for (int i = 0; i < lines.length; i++) {
            failures[i] = failures(expr(rules.get(i).predicate())).as("failed_" + i);
            lines[i] = struct(
                    lit(table).as("table"),
                    lit(rules.get(i).name()).as("rule"),
                    col("checked"),
                    col("failed_" + i).as("failed"));
        }
        return rows.agg(count(lit(1)).as("checked"), failures).select(inline(array(lines)));
    }

    private static Dataset<Row> countCompared(TablesRule rule, Dataset<Row> held) {
        return held.agg(count(lit(1)).as("checked"), failures(col("holds")).as("failed"))
                .select(lit(rule.table()).as("table"), lit(rule.name()).as("rule"), col("checked"), col("failed"));
    }

    private static Column failures(Column holds) {
        return count_if(not(coalesce(holds, lit(false))));
    }

    private static List<QualityCheck> checks(List<Case> cases, List<Dataset<Row>> counts) {
        Map<String, Counts> byRule = new HashMap<>();
        counts.stream()
                .reduce(Dataset::union)
                .map(Dataset::collectAsList)
                .orElse(List.of())
                .forEach(row -> byRule.put(
                        row.getString(0) + " " + row.getString(1), new Counts(row.getLong(2), row.getLong(3))));
        return cases.stream()
                .map(held -> {
                    Counts found = byRule.get(held.table() + " " + held.rule());
                    return new QualityCheck(
                            held.table(),
                            held.rule(),
                            found.checked(),
                            found.failed(),
                            held.action(),
                            held.tolerated(),
                            found.failed() == 0 ? List.of() : examples(held));
                })
                .toList();
    }

    private static List<String> examples(Case held) {
        return held.held()
                .where(not(coalesce(col("holds"), lit(false))))
                .drop("holds")
                .limit(EXAMPLES)
                .toJSON()
                .collectAsList();
    }
}

package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.QualityCheck;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.RowsBy;
import com.lanehouse.warehouse.TableDeclaration;
import com.lanehouse.warehouse.WriteMode;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Computes what a scope names and makes the job's tables hold it; what they hold already is not written again. */
final class Refresh {
    private final Job job;
    private final Lake lake;
    private final Cut cut;
    private final Map<String, Long> versions;
    private final EntityReader entities;
    private final QualityRules rules;

    Refresh(Job job, Lake lake, Cut cut, Map<String, Long> versions, EntityReader entities, QualityRules rules) {
        this.job = job;
        this.lake = lake;
        this.cut = cut;
        this.versions = versions;
        this.entities = entities;
        this.rules = rules;
    }

    /**
     * @param checks gets what the quality rules found, also when one of them lets nothing through
     * @return how many rows were added, changed or removed
     * @throws BrokenRuleException when a rule lets nothing through; then nothing is stored
     */
    long store(Scope scope, List<QualityCheck> checks) {
        if (scope instanceof Scope.Nothing) {
            return 0;
        }
        JobInputs inputs = new NarrowedInputs(job, lake, cut, versions, entities).of(scope);
        Map<String, Dataset<Row>> computed = new HashMap<>(job.compute(inputs));
        boolean mayLeaveOut = scope instanceof Scope.Onwards;
        if (!job.writes().containsAll(computed.keySet())
                || !mayLeaveOut && !computed.keySet().containsAll(job.writes())) {
            throw new IllegalStateException("computed %s but declares %s".formatted(computed.keySet(), job.writes()));
        }
        computed.replaceAll((table, rows) -> isReplaced(table) ? inScope(rows, scope) : rows);
        try (CheckedTables checked = rules.check(lake, inputs, computed)) {
            checks.addAll(checked.checks());
            checked.requireStorable();
            long rows = 0;
            for (String table :
                    job.writes().stream().filter(computed::containsKey).toList()) {
                rows += store(lake.catalog().table(table), checked.rows().get(table), scope);
            }
            return rows;
        }
    }

    private boolean isReplaced(String table) {
        return lake.catalog().table(table).writeMode() == WriteMode.REPLACE;
    }

    private long store(TableDeclaration table, Dataset<Row> computed, Scope scope) {
        return switch (table.writeMode()) {
            case APPEND_NEW -> lake.addNew(table.name(), computed);
            case SNAPSHOT ->
                lake.replace(
                        table.name(),
                        lake.read(table.name()).where(functions.col("as_of").equalTo(Timestamp.from(cut.asOf()))),
                        computed);
            case REPLACE -> lake.replace(table.name(), stored(table.name(), scope), computed);
            case APPEND ->
                throw new IllegalStateException(
                        "%s is only ever added to: a job that is repeated would add its rows again"
                                .formatted(table.name()));
        };
    }

    private Dataset<Row> inScope(Dataset<Row> rows, Scope scope) {
        return scope instanceof Scope.Groups groups
                ? EntityReader.some(lake, rows, job.groups(), groups.touched())
                : rows;
    }

    private Dataset<Row> stored(String table, Scope scope) {
        if (!(scope instanceof Scope.Groups groups)) {
            return lake.read(table);
        }
        Optional<Input.InPeriod> byPeriod = job.inputs().stream()
                .filter(Input.InPeriod.class::isInstance)
                .map(Input.InPeriod.class::cast)
                .findFirst();
        return byPeriod.map(in -> inScope(
                        lake.read(table).where(NarrowedInputs.in(job.groups().getFirst(), in.period(), groups.rows())),
                        scope))
                .orElseGet(
                        () -> entities.rows(new RowsBy(table, "true", job.groups()), groups.touched(), groups.rows()));
    }
}

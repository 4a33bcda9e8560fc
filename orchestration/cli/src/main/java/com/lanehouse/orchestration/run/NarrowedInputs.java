package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Period;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.RowsBy;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A job's inputs at the run's versions, without what happened after T and without rows that the scope does not need. */
final class NarrowedInputs {
    /** More ranges than these make a filter that costs more than what it saves. */
    private static final int MOST_RANGES = 100;

    private final Job job;
    private final Lake lake;
    private final Cut cut;
    private final Map<String, Long> versions;
    private final EntityReader entities;
    private final Map<String, Dataset<Row>> tables = new LinkedHashMap<>();

    NarrowedInputs(Job job, Lake lake, Cut cut, Map<String, Long> versions, EntityReader entities) {
        this.job = job;
        this.lake = lake;
        this.cut = cut;
        this.versions = versions;
        this.entities = entities;
    }

    JobInputs of(Scope scope) {
        if (scope instanceof Scope.Groups groups) {
            job.inputs().stream()
                    .filter(input -> !(input instanceof Input.Related))
                    .forEach(input -> add(input.table(), narrowed(input, groups)));
            // Their keys are asked of the other inputs, which must be there by then.
            for (Input input : job.inputs()) {
                if (input instanceof Input.Related related) {
                    tables.forEach((table, rows) -> rows.createOrReplaceTempView(table.replace('.', '_')));
                    add(related.table(), needed(related));
                }
            }
        } else {
            job.reads().forEach(table -> tables.put(table, visible(table)));
        }
        if (scope instanceof Scope.Onwards onwards) {
            job.inputs().stream()
                    .map(Input.InOrder.class::cast)
                    .forEach(in -> tables.computeIfPresent(
                            in.table(), (table, rows) -> rows.where(from(in.time(), onwards.from()))));
            return new JobInputs(lake.session(), cut.asOf(), tables)
                    .goingOnFrom(lake.readAt(job.writes().getFirst(), onwards.version()));
        }
        return new JobInputs(lake.session(), cut.asOf(), tables);
    }

    private static Column from(String time, Instant instant) {
        return functions.col(time).geq(functions.lit(Timestamp.from(instant)));
    }

    private void add(String table, Dataset<Row> rows) {
        tables.merge(table, rows, (some, others) -> lake.inOnePart(some.unionByName(others)));
    }

    private Dataset<Row> visible(String table) {
        return withoutTheFuture(table, lake.readAt(table, versions.get(table)));
    }

    private Dataset<Row> withoutTheFuture(String table, Dataset<Row> rows) {
        return lake.catalog().table(table).holdsEvents()
                ? rows.where(functions.col("event_time").leq(functions.lit(Timestamp.from(cut.asOf()))))
                : rows;
    }

    private Dataset<Row> narrowed(Input input, Scope.Groups scope) {
        return switch (input) {
            case Input.Whole whole -> visible(whole.table());
            case Input.InOrder in -> throw new IllegalArgumentException(in.table() + " has no groups");
            case Input.InPeriod in -> visible(in.table()).where(in(in.column(), in.period(), scope.rows()));
            case Input.Grouped grouped ->
                withoutTheFuture(
                        grouped.table(),
                        entities.rows(
                                new RowsBy(grouped.table(), grouped.where(), grouped.groups()),
                                scope.touched(),
                                scope.rows()));
            case Input.Related related -> throw new IllegalArgumentException(related.table() + " comes later");
        };
    }

    private Dataset<Row> needed(Input.Related related) {
        Dataset<Row> keys = lake.session()
                .sql(related.needed(), Map.of("as_of", Timestamp.from(cut.asOf())))
                .na()
                .drop()
                .distinct();
        List<Row> inMemory = keys.collectAsList();
        return withoutTheFuture(
                related.table(),
                entities.rows(
                        new RowsBy(related.table(), related.where(), List.of(related.key())),
                        lake.rows(inMemory, keys.schema()),
                        inMemory));
    }

    /** Literal ranges, which Delta holds against the files' statistics. */
    static Column in(String name, Period period, List<Row> groups) {
        TreeSet<LocalDate> starts = new TreeSet<>();
        groups.forEach(group -> starts.add(((java.sql.Date) group.get(0)).toLocalDate()));
        List<LocalDate[]> ranges = new ArrayList<>();
        for (LocalDate start : starts) {
            LocalDate end = period.after(start);
            if (!ranges.isEmpty() && (ranges.getLast()[1].equals(start) || ranges.size() == MOST_RANGES)) {
                ranges.getLast()[1] = end;
            } else {
                ranges.add(new LocalDate[] {start, end});
            }
        }
        Column column = functions.col(name);
        return ranges.stream()
                .map(range -> column.geq(day(range[0])).and(column.lt(day(range[1]))))
                .reduce(Column::or)
                .orElseThrow();
    }

    private static Column day(LocalDate day) {
        return functions.lit(java.sql.Date.valueOf(day));
    }
}

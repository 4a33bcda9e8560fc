package com.lanehouse.lake;

import com.lanehouse.warehouse.TableDeclaration;
import io.delta.tables.DeltaTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;

/**
 * Rows as they are and as they are to be. Only those that differ are written: a run that finds nothing new makes no
 * version, and the change feed tells what reads the table just what it must look at.
 */
final class RowsToReplace {
    /** Up to so many are sent to every task that reads stored rows: those then need not be brought together. */
    private static final long MOST_ROWS_TO_SEND = 100_000;

    private final Lake lake;
    private final TableDeclaration table;
    private final Dataset<Row> before;
    private final Dataset<Row> after;

    RowsToReplace(Lake lake, TableDeclaration table, Dataset<Row> before, Dataset<Row> after) {
        this.lake = lake;
        this.table = table;
        this.before = lake.shaped(table.name(), before);
        this.after = lake.shaped(table.name(), after);
    }

    /** @return how many rows were added, changed or removed */
    long store() {
        Dataset<Row> changed = changed().persist();
        try {
            // All that is to be known of them in one query: every query costs more than so few rows do.
            Column file = table.filesBy()
                    .map(column -> functions.col("old." + column))
                    .orElse(functions.lit(null));
            Row found = changed.agg(
                            functions.count(functions.lit(1)),
                            functions.count(functions.col("old")),
                            functions.count(file),
                            functions.collect_set(file))
                    .first();
            long rows = found.getLong(0);
            long old = found.getLong(1);
            if (rows > 0 && old == 0) {
                lake.add(table.name(), changed.select("new.*"));
            } else if (rows > 0) {
                merge(
                        rows > MOST_ROWS_TO_SEND ? changed : lake.lookedUp(changed),
                        table.filesBy().map(column -> inFiles(column, found.getList(3), found.getLong(2) < old)));
            }
            return rows;
        } finally {
            changed.unpersist();
        }
    }

    /** The key's columns, {@code old} and {@code new}: the whole row, null where there is none. */
    private Dataset<Row> changed() {
        Dataset<Row> both = keyed(before, "old")
                .join(
                        lake.matched(keyed(after, "new")),
                        scala.jdk.javaapi.CollectionConverters.asScala(table.key())
                                .toSeq(),
                        "full_outer");
        return both.where(functions.not(compared("old").eqNullSafe(compared("new"))));
    }

    private Dataset<Row> keyed(Dataset<Row> rows, String name) {
        Column whole = functions.struct(Arrays.stream(rows.schema().fields())
                .map(field -> functions.col(field.name()))
                .toArray(Column[]::new));
        List<Column> columns = table.key().stream().map(functions::col).collect(Collectors.toList());
        columns.add(whole.as(name));
        return rows.select(columns.toArray(Column[]::new));
    }

    /** Maps cannot be compared: their entries, in order, can. */
    private Column compared(String name) {
        StructField[] fields = before.schema().fields();
        if (Arrays.stream(fields).noneMatch(field -> field.dataType() instanceof MapType)) {
            return functions.col(name);
        }
        Column entries = functions.struct(Arrays.stream(fields)
                .map(field -> field.dataType() instanceof MapType
                        ? functions.array_sort(functions.map_entries(functions.col(name + "." + field.name())))
                        : functions.col(name + "." + field.name()))
                .toArray(Column[]::new));
        return functions.when(functions.col(name).isNotNull(), entries);
    }

    private void merge(Dataset<Row> changed, Optional<Column> inFiles) {
        Column condition = table.key().stream()
                .map(column -> functions.col("stored." + column).equalTo(functions.col("changed." + column)))
                .reduce(Column::and)
                .orElseThrow()
                .and(inFiles.orElse(functions.lit(true)));
        Map<String, Column> values = table.columnNames().stream()
                .collect(Collectors.toMap(column -> column, column -> functions.col("changed.new." + column)));
        DeltaTable.forPath(lake.session(), lake.path(table.name()))
                .as("stored")
                .merge(changed.as("changed"), condition)
                .whenMatched(functions.col("changed.new").isNull())
                .delete()
                .whenMatched()
                .update(values)
                .whenNotMatched()
                .insert(values)
                .execute();
    }

    /** Literal values of the column the table's files are apart in, so that only files with such values are read. */
    private static Column inFiles(String column, List<Object> values, boolean orNull) {
        Column stored = functions.col("stored." + column);
        Column named = stored.isin(values.toArray());
        return orNull ? named.or(stored.isNull()) : named;
    }
}

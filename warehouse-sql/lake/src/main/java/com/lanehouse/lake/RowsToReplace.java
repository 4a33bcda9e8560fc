package com.lanehouse.lake;

import com.lanehouse.warehouse.TableDeclaration;
import io.delta.tables.DeltaTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    /** More values than these, and the range from the least to the greatest finds the files as well. */
    private static final int VALUES_TO_NAME = 400;

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
            Row counts = changed.agg(
                            functions.count(functions.lit(1)),
                            functions.count(functions.col("old")),
                            functions.count(functions.col("new")))
                    .first();
            long rows = counts.getLong(0);
            if (rows > 0 && counts.getLong(1) == 0) {
                lake.add(table.name(), changed.select("new.*"));
            } else if (rows > 0) {
                merge(changed);
            }
            return rows;
        } finally {
            changed.unpersist();
        }
    }

    /** The key's columns, {@code old} and {@code new}: the whole row, null where there is none. */
    private Dataset<Row> changed() {
        return keyed(before, "old")
                .join(
                        keyed(after, "new"),
                        scala.jdk.javaapi.CollectionConverters.asScala(table.key())
                                .toSeq(),
                        "full_outer")
                .where(functions.not(functions.col("old_compared").eqNullSafe(functions.col("new_compared"))))
                .drop("old_compared", "new_compared");
    }

    private Dataset<Row> keyed(Dataset<Row> rows, String name) {
        StructField[] fields = rows.schema().fields();
        Column whole = functions.struct(
                Arrays.stream(fields).map(field -> functions.col(field.name())).toArray(Column[]::new));
        // Maps cannot be compared: their entries, in order, can.
        Column compared = functions.struct(Arrays.stream(fields)
                .map(field -> field.dataType() instanceof MapType
                        ? functions.array_sort(functions.map_entries(functions.col(field.name())))
                        : functions.col(field.name()))
                .toArray(Column[]::new));
        List<Column> columns = table.key().stream().map(functions::col).collect(Collectors.toList());
        columns.add(whole.as(name));
        columns.add(compared.as(name + "_compared"));
        return rows.select(columns.toArray(Column[]::new));
    }

    private void merge(Dataset<Row> changed) {
        Column condition = table.key().stream()
                .map(column -> functions.col("stored." + column).equalTo(functions.col("changed." + column)))
                .reduce(Column::and)
                .orElseThrow()
                .and(inFiles(changed));
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
    private Column inFiles(Dataset<Row> changed) {
        return table.filesBy().map(column -> inFiles(column, changed)).orElse(functions.lit(true));
    }

    private static Column inFiles(String column, Dataset<Row> changed) {
        Dataset<Row> values = changed.where("old IS NOT NULL")
                .select(functions.col("old." + column).as("value"))
                .distinct();
        Row seen = values.agg(
                        functions.count(functions.lit(1)),
                        functions.count_if(functions.col("value").isNull()),
                        functions.min("value"),
                        functions.max("value"))
                .first();
        Column stored = functions.col("stored." + column);
        Column named = seen.getLong(0) <= VALUES_TO_NAME
                ? stored.isin(values.na().drop().collectAsList().stream()
                        .map(row -> row.get(0))
                        .toArray())
                : stored.between(seen.get(2), seen.get(3));
        return seen.getLong(1) > 0 ? named.or(stored.isNull()) : named;
    }
}

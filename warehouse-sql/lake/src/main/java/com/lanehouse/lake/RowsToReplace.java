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
    private static final int VALUES_TO_NAME = 40;

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
        String column = table.properties().get("lanehouse.files_by");
        if (column == null) {
            return functions.lit(true);
        }
        Dataset<Row> values = changed.select(functions.col("old." + column).as("value"))
                .where("value IS NOT NULL")
                .distinct();
        List<Object> some = values.limit(VALUES_TO_NAME + 1).collectAsList().stream()
                .map(row -> row.get(0))
                .toList();
        if (some.size() <= VALUES_TO_NAME) {
            return functions.col("stored." + column).isin(some.toArray());
        }
        Row range = values.agg(functions.min("value"), functions.max("value")).first();
        return functions.col("stored." + column).between(range.get(0), range.get(1));
    }
}

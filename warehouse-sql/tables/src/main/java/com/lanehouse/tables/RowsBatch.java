package com.lanehouse.tables;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.util.List;
import java.util.Optional;

/**
 * Rows as the batch that Kernel writes.
 *
 * @param rows the values of the schema's columns, in their order
 */
record RowsBatch(StructType schema, List<Object[]> rows) implements ColumnarBatch {
    /** All rows, none filtered away. */
    static FilteredColumnarBatch of(StructType schema, List<Object[]> rows) {
        return new FilteredColumnarBatch(new RowsBatch(schema, rows), Optional.empty());
    }

    @Override
    public StructType getSchema() {
        return schema;
    }

    @Override
    public ColumnVector getColumnVector(int ordinal) {
        StructField field = schema.at(ordinal);
        if (!field.isNullable() && rows.stream().anyMatch(row -> row[ordinal] == null)) {
            throw new IllegalArgumentException("column %s is null in a row to write".formatted(field.getName()));
        }
        return new ValuesVector(field.getDataType(), rows.size(), row -> rows.get(row)[ordinal]);
    }

    @Override
    public int getSize() {
        return rows.size();
    }
}

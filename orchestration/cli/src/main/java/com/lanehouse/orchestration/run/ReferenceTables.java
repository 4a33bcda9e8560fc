package com.lanehouse.orchestration.run;

import com.lanehouse.lake.Lake;
import com.lanehouse.warehouse.WarehouseFiles;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Loads {@code reference.*} from CSV files: those of the user's folder, else the defaults. */
final class ReferenceTables {
    private ReferenceTables() {}

    /**
     * Brings every reference table to what its CSV file says; a table that says it already is left alone.
     *
     * @param folder the user's {@code reference-dir}; null for the defaults only
     * @throws ReferenceFileException when a file cannot be read as its table
     */
    static void load(Lake lake, Path folder) {
        for (var table : lake.catalog().layer("reference")) {
            Dataset<Row> wanted = read(lake, table.name(), table.table() + ".csv", folder);
            Set<Row> stored = new HashSet<>(lake.read(table.name()).collectAsList());
            if (!stored.equals(new HashSet<>(wanted.collectAsList()))) {
                lake.overwrite(table.name(), wanted);
            }
        }
    }

    private static Dataset<Row> read(Lake lake, String table, String fileName, Path folder) {
        Path own = folder == null ? null : folder.resolve(fileName);
        boolean useOwn = own != null && Files.exists(own);
        String shown = useOwn ? own.toString() : "warehouse-sql/reference/" + fileName;
        StructType schema = lake.schema(table);
        try (Reader reader = useOwn ? Files.newBufferedReader(own) : WarehouseFiles.reader("reference/" + fileName);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(reader)) {
            List<Row> rows = new ArrayList<>();
            for (NamedCsvRecord line : csv) {
                rows.add(row(line, schema, shown));
            }
            StructType texts = new StructType();
            for (StructField field : schema.fields()) {
                texts = texts.add(field.name(), DataTypes.StringType, true);
            }
            Dataset<Row> typed = lake.session()
                    .createDataFrame(rows, texts)
                    .select(java.util.Arrays.stream(schema.fields())
                            .map(field -> functions
                                    .expr("try_cast(`%s` AS %s)"
                                            .formatted(
                                                    field.name(),
                                                    field.dataType().sql()))
                                    .as(field.name()))
                            .toArray(org.apache.spark.sql.Column[]::new));
            requireComplete(typed, rows, schema, shown);
            return typed;
        } catch (IOException e) {
            throw new ReferenceFileException("cannot read %s: %s".formatted(shown, e.getMessage()), e);
        }
    }

    private static Row row(NamedCsvRecord line, StructType schema, String shown) {
        Object[] values = new Object[schema.length()];
        for (int i = 0; i < values.length; i++) {
            String column = schema.fields()[i].name();
            values[i] = line.findField(column)
                    .map(String::strip)
                    .orElseThrow(() -> new ReferenceFileException(
                            "%s:%d: column %s is missing; the header must be %s"
                                    .formatted(
                                            shown,
                                            line.getStartingLineNumber(),
                                            column,
                                            String.join(",", schema.fieldNames())),
                            null));
        }
        return RowFactory.create(values);
    }

    private static void requireComplete(Dataset<Row> typed, List<Row> texts, StructType schema, String shown) {
        List<Row> rows = typed.collectAsList();
        for (int line = 0; line < rows.size(); line++) {
            for (int column = 0; column < schema.length(); column++) {
                if (rows.get(line).isNullAt(column)) {
                    StructField field = schema.fields()[column];
                    throw new ReferenceFileException(
                            "%s:%d: %s is '%s', not a %s"
                                    .formatted(
                                            shown,
                                            line + 2,
                                            field.name(),
                                            texts.get(line).getString(column),
                                            field.dataType().sql()),
                            null);
                }
            }
        }
    }
}

package com.lanehouse.orchestration.run;

import com.lanehouse.lake.Lake;
import com.lanehouse.warehouse.TableDeclaration;
import com.lanehouse.warehouse.WarehouseFiles;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Loads {@code reference.*} from CSV files: those of the user's folder, else the defaults. Remembers what it loaded, so
 * that what has not changed is not read again.
 */
final class ReferenceTables {
    private final Map<String, Loaded> loaded = new HashMap<>();

    /** A file's text, and the version of the table that says the same. */
    private record Loaded(String text, long version) {}

    /**
     * Brings every reference table to what its CSV file says; a table that says it already is left alone.
     *
     * @param folder the user's {@code reference-dir}; null for the defaults only
     * @throws ReferenceFileException when a file cannot be read as its table
     */
    void load(Lake lake, Path folder) {
        for (var table : lake.catalog().layer("reference")) {
            CsvFile file = CsvFile.of(table.table() + ".csv", folder);
            wanted(lake, table, file).ifPresent(rows -> lake.overwrite(table.name(), rows));
            loaded.put(table.name(), new Loaded(file.text(), lake.version(table.name())));
        }
    }

    /** The tables that {@link #load} would change. */
    Set<String> differing(Lake lake, Path folder) {
        return lake.catalog().layer("reference").stream()
                .filter(table -> wanted(lake, table, CsvFile.of(table.table() + ".csv", folder))
                        .isPresent())
                .map(TableDeclaration::name)
                .collect(Collectors.toSet());
    }

    /** What a table should hold; empty when it does already. */
    private Optional<Dataset<Row>> wanted(Lake lake, TableDeclaration table, CsvFile file) {
        if (new Loaded(file.text(), lake.version(table.name())).equals(loaded.get(table.name()))) {
            return Optional.empty();
        }
        Dataset<Row> wanted = read(lake, table.name(), file);
        Set<Row> stored = new HashSet<>(lake.read(table.name()).collectAsList());
        return stored.equals(new HashSet<>(wanted.collectAsList())) ? Optional.empty() : Optional.of(wanted);
    }

    /**
     * A file of reference data.
     *
     * @param shown its name in messages
     */
    private record CsvFile(String text, String shown) {
        static CsvFile of(String name, Path folder) {
            Path own = folder == null ? null : folder.resolve(name);
            boolean useOwn = own != null && Files.exists(own);
            String shown = useOwn ? own.toString() : "warehouse-sql/reference/" + name;
            try (Reader reader = useOwn ? Files.newBufferedReader(own) : WarehouseFiles.reader("reference/" + name)) {
                StringWriter text = new StringWriter();
                reader.transferTo(text);
                return new CsvFile(text.toString(), shown);
            } catch (IOException e) {
                throw new ReferenceFileException("cannot read %s: %s".formatted(shown, e.getMessage()), e);
            }
        }
    }

    private static Dataset<Row> read(Lake lake, String table, CsvFile file) {
        String shown = file.shown();
        StructType schema = lake.schema(table);
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file.text())) {
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
            throw new UncheckedIOException("a text was closed", e);
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

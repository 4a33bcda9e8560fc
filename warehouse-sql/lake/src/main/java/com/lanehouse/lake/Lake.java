package com.lanehouse.lake;

import static java.util.Objects.requireNonNull;

import com.lanehouse.tables.BrokenLakeException;
import com.lanehouse.tables.TableCreation;
import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** The lake's Delta tables, below one folder, as the catalog declares them. */
public final class Lake {
    private final SparkSession session;
    private final Path root;
    private final TableCatalog catalog;

    private Lake(SparkSession session, Path root, TableCatalog catalog) {
        this.session = requireNonNull(session, "session is null");
        this.root = requireNonNull(root, "root is null");
        this.catalog = requireNonNull(catalog, "catalog is null");
    }

    /**
     * Opens the lake and creates the declared tables that it lacks.
     *
     * @throws BrokenLakeException when a table's folder holds files but no Delta log
     */
    public static Lake open(SparkSession session, Path root) {
        Lake lake = new Lake(session, root.toAbsolutePath().normalize(), TableCatalog.load());
        TableCreation.createMissing(lake.root, lake.catalog.all());
        return lake;
    }

    /** The same lake seen by a session of its own, so that temporary views do not meet. */
    public Lake withNewSession() {
        return new Lake(session.newSession(), root, catalog);
    }

    public SparkSession session() {
        return session;
    }

    public Path root() {
        return root;
    }

    public TableCatalog catalog() {
        return catalog;
    }

    /** Absolute path of a table. */
    public String path(String table) {
        return root.resolve(catalog.table(table).path()).toString();
    }

    /** The newest version of a table's rows. */
    public Dataset<Row> read(String table) {
        return session.read().format("delta").load(path(table));
    }

    /** A table's rows as they were at a version. */
    public Dataset<Row> readAt(String table, long version) {
        return session.read().format("delta").option("versionAsOf", version).load(path(table));
    }

    /** The newest version of a table. */
    public long version(String table) {
        return DeltaLog.forTable(session, path(table))
                .update(false, scala.Option.empty(), scala.Option.empty())
                .version();
    }

    /** Columns of the table in Spark's types, in declared order, each with its sentence. */
    public StructType schema(String table) {
        TableDeclaration declaration = catalog.table(table);
        return new StructType(declaration.columns().stream().map(Lake::field).toArray(StructField[]::new));
    }

    /**
     * Appends rows in one commit. A second append with the same application and a version that is not greater is
     * dropped, so a retry is harmless.
     *
     * @param application names the counter, such as {@code ingest}
     * @param version grows with every write of the application to the table
     */
    public void append(String table, Dataset<Row> rows, String application, long version) {
        writer(table, rows)
                .mode("append")
                .option("txnAppId", application)
                .option("txnVersion", version)
                .save(path(table));
    }

    /**
     * Stores a job's rows as the table's write mode says: all replaced, this T's snapshot replaced, or new keys added.
     *
     * @return the number of rows the commit added
     */
    public long write(String table, Dataset<Row> rows, Instant asOf) {
        TableDeclaration declaration = catalog.table(table);
        switch (declaration.writeMode()) {
            case APPEND -> writer(table, rows).mode("append").save(path(table));
            case REPLACE -> writer(table, rows).mode("overwrite").save(path(table));
            case SNAPSHOT ->
                writer(table, rows)
                        .mode("overwrite")
                        .option("replaceWhere", "as_of = TIMESTAMP '%s'".formatted(asOf))
                        .save(path(table));
            case APPEND_NEW -> {
                Column sameKey = declaration.key().stream()
                        .map(column -> functions.col("stored." + column).equalTo(functions.col("computed." + column)))
                        .reduce(functions.lit(true), Column::and);
                DeltaTable.forPath(session, path(table))
                        .as("stored")
                        .merge(shaped(table, rows).as("computed"), sameKey)
                        .whenNotMatched()
                        .insertAll()
                        .execute();
            }
        }
        return rowsOfNewestCommit(table);
    }

    /** Read from the commit's own file: asking Delta for the table's history starts Spark jobs of its own. */
    private long rowsOfNewestCommit(String table) {
        Path commit = root.resolve(catalog.table(table).path())
                .resolve("_delta_log")
                .resolve("%020d.json".formatted(version(table)));
        try (Stream<String> lines = Files.lines(commit)) {
            Map<String, String> metrics = lines.filter(line -> line.startsWith("{\"commitInfo\""))
                    .map(line -> (CommitInfo) Action.fromJson(line))
                    .findFirst()
                    .flatMap(info -> OptionConverters.toJava(info.operationMetrics()))
                    .map(CollectionConverters::asJava)
                    .orElse(Map.of());
            return Long.parseLong(
                    metrics.getOrDefault("numOutputRows", metrics.getOrDefault("numTargetRowsInserted", "0")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + commit, e);
        }
    }

    private DataFrameWriter<Row> writer(String table, Dataset<Row> rows) {
        return shaped(table, rows).write().format("delta");
    }

    /** The declared columns, in declared order and type; a column that is missing or does not fit is an error. */
    private Dataset<Row> shaped(String table, Dataset<Row> rows) {
        return rows.select(Arrays.stream(schema(table).fields())
                .map(field -> functions.col("`" + field.name() + "`").cast(field.dataType()))
                .toArray(Column[]::new));
    }

    private static StructField field(ColumnDeclaration column) {
        return new StructField(
                column.name(),
                DataType.fromDDL(column.type()),
                column.nullable(),
                new MetadataBuilder().putString("comment", column.comment()).build());
    }
}

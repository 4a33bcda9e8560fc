package com.lanehouse.lake;

import static java.util.Objects.requireNonNull;

import com.lanehouse.tables.BrokenLakeException;
import com.lanehouse.tables.TableCreation;
import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    /** Spark's own: beyond it a table is not sent to every task. */
    private static final long BROADCAST_BYTES = 10L << 20;
    /** Would look for rows below the point where they become one part. */
    private static final String SEMI_JOINS_DOWN = "org.apache.spark.sql.catalyst.optimizer.PushDownLeftSemiAntiJoin";

    private final SparkSession session;
    private final Path root;
    private final Path resultsRoot;
    private final TableCatalog catalog;
    /** Shared by all sessions. */
    private final KnownFiles files;

    private final RowsInMemory inMemory;

    private final Map<String, StructType> schemas = new ConcurrentHashMap<>();
    private volatile boolean fewRows;

    private Lake(SparkSession session, Path root, Path resultsRoot, TableCatalog catalog, KnownFiles files) {
        this.session = requireNonNull(session, "session is null");
        this.root = requireNonNull(root, "root is null");
        this.resultsRoot = requireNonNull(resultsRoot, "resultsRoot is null");
        this.catalog = requireNonNull(catalog, "catalog is null");
        this.files = requireNonNull(files, "files is null");
        this.inMemory = new RowsInMemory(session);
    }

    /**
     * Opens the lake and creates the declared tables that it lacks.
     *
     * @throws BrokenLakeException when a table's folder holds files but no Delta log
     */
    public static Lake open(SparkSession session, Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        Lake lake = new Lake(session, absolute, absolute, TableCatalog.load(), new KnownFiles());
        TableCreation.createMissing(lake.root, lake.catalog.all());
        return lake;
    }

    /**
     * The same events and models, but results in another folder, where the tables that are missing are created: what jobs
     * compute from one goes to the other.
     */
    public Lake withResultsIn(Path folder) {
        Lake lake = new Lake(session, root, folder.toAbsolutePath().normalize(), catalog, files);
        TableCreation.createMissing(
                lake.resultsRoot,
                catalog.all().stream().filter(table -> isResult(table.name())).toList());
        return lake;
    }

    /** Whether runs write a table, rather than ingest or the registry. */
    private boolean isResult(String table) {
        return catalog.table(table).isComputed()
                || List.of("ops.job_runs", "ops.data_quality").contains(table);
    }

    /**
     * The same lake seen by a session of its own, so that temporary views do not meet. Spark never lets go of a session:
     * one is to be used again and again, forgetting its views in between.
     */
    public Lake withNewSession() {
        return new Lake(session.newSession(), root, resultsRoot, catalog, files);
    }

    /** Removes the temporary views of its session and the rows that it holds in memory: no query may read them any more. */
    public void forgetQueries() {
        inMemory.forget();
        ((org.apache.spark.sql.classic.SparkSession) session)
                .sessionState()
                .catalog()
                .clearTempTables();
    }

    public SparkSession session() {
        return session;
    }

    public Path root() {
        return root;
    }

    /** Where results are: the lake's folder, unless they were asked for elsewhere. */
    Path resultsRoot() {
        return resultsRoot;
    }

    public TableCatalog catalog() {
        return catalog;
    }

    /** Absolute path of a table. */
    public String path(String table) {
        return folder(table).toString();
    }

    private Path folder(String table) {
        return (isResult(table) ? resultsRoot : root)
                .resolve(catalog.table(table).path());
    }

    /** The newest version of a table's rows. */
    public Dataset<Row> read(String table) {
        return readAt(table, version(table));
    }

    /** A table's rows as they were at a version. */
    public Dataset<Row> readAt(String table, long version) {
        return inOnePart(inAllParts(table, version));
    }

    /** The same as many parts as they are stored in, for tables that are read from end to end, however few rows are expected. */
    Dataset<Row> inAllParts(String table, long version) {
        StructType schema = schema(table);
        KnownFiles.Version known = files.at(folder(table), version, schema);
        List<String> filesBy = catalog.table(table).filesBy().stream().toList();
        return VersionFiles.canRead(known, schema, filesBy)
                ? VersionFiles.read(session, folder(table), known, schema, filesBy)
                : session.read().format("delta").option("versionAsOf", version).load(path(table));
    }

    /** The newest version of a table. */
    public long version(String table) {
        return DeltaLog.forTable(session, path(table))
                .update(false, scala.Option.empty(), scala.Option.empty())
                .version();
    }

    /** Columns of the table in Spark's types, in declared order, each with its sentence. */
    public StructType schema(String table) {
        return schemas.computeIfAbsent(
                table,
                name -> new StructType(
                        catalog.table(name).columns().stream().map(Lake::field).toArray(StructField[]::new)));
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
     * The rows that came or went between two versions of a table, in the order of neither; one that changed is there as it
     * was and as it became.
     *
     * @param after the older version, whose own changes are not among them
     * @throws ChangesUnknownException when the log no longer reaches back so far, or files it names are gone
     */
    public Dataset<Row> changes(String table, long after, long upTo) {
        return after >= upTo
                ? rows(List.of(), schema(table))
                : inOnePart(changeFeed(table, after, upTo))
                        .drop("_change_type", "_commit_version", "_commit_timestamp");
    }

    /**
     * Whether any row that a job may look at came or went between two versions of a table.
     *
     * @throws ChangesUnknownException when the log no longer reaches back so far
     */
    public boolean rowsChanged(String table, long after, long upTo) {
        return new CommitsSince(table, folder(table), after, upTo).changedRows();
    }

    /** As Delta tells it: {@link #changes} with the kind of change and the version of each. */
    Dataset<Row> changeFeed(String table, long after, long upTo) {
        // Delta itself would tell only when the rows are read.
        new CommitsSince(table, folder(table), after, upTo).requireFiles();
        try {
            return session.read()
                    .format("delta")
                    .option("readChangeFeed", true)
                    .option("startingVersion", after + 1)
                    .option("endingVersion", upTo)
                    .load(path(table));
        } catch (Exception e) { // Spark throws checked exceptions without declaring them.
            throw new ChangesUnknownException(table, after, e);
        }
    }

    /**
     * Whether this session's queries are for many rows. Then Spark makes classes of them and takes every core; for few
     * rows that costs more than the query does: the classes again at every new instant, since instants are part of the
     * code; every part a task of its own; and rows that are brought together, or sent everywhere, a job of its own.
     */
    public void expectManyRows(boolean many) {
        fewRows = !many;
        session.conf().set("spark.sql.codegen.wholeStage", many);
        session.conf().set("spark.sql.codegen.factoryMode", many ? "FALLBACK" : "NO_CODEGEN");
        String parts = Integer.toString(parts());
        session.conf().set("spark.sql.shuffle.partitions", parts);
        session.conf().set("spark.sql.files.minPartitionNum", parts);
        session.conf().set("spark.sql.files.openCostInBytes", many ? "4m" : "1");
        session.conf().set("spark.sql.leafNodeDefaultParallelism", parts);
        session.conf().set("spark.sql.autoBroadcastJoinThreshold", many ? BROADCAST_BYTES : -1);
        session.conf().set("spark.sql.optimizer.excludedRules", many ? "" : SEMI_JOINS_DOWN);
        session.conf().set("spark.sql.adaptive.enabled", many);
        session.conf().set("spark.databricks.delta.merge.repartitionBeforeWrite.enabled", many);
    }

    /** Rows in memory as a query reads them. */
    public Dataset<Row> rows(List<Row> rows, StructType schema) {
        return inMemory.rows(rows, schema, parts());
    }

    /** Values in memory as a query reads them: one column, {@code value}. */
    Dataset<Row> binaries(List<byte[]> values) {
        return inMemory.binaries(values, parts());
    }

    /** The same rows; where few are expected, as one part, so that no query has to bring them together first. */
    public Dataset<Row> inOnePart(Dataset<Row> rows) {
        return fewRows ? rows.coalesce(1) : rows;
    }

    /** Rows that a join looks up in memory: in every task where many look. */
    public Dataset<Row> lookedUp(Dataset<Row> rows) {
        return fewRows ? rows.hint("shuffle_hash") : functions.broadcast(rows);
    }

    /** Rows that are joined with about as many: by a table in memory, where they are not too many for that. */
    Dataset<Row> matched(Dataset<Row> rows) {
        return fewRows ? rows.hint("shuffle_hash") : rows;
    }

    private int parts() {
        return fewRows ? 1 : session.sparkContext().defaultParallelism();
    }

    /** How many bytes the data files of a table's newest version have. */
    public long bytes(String table) {
        return newestFiles(table).bytes();
    }

    /**
     * How many bytes the data files of a table's newest version have that may hold rows of some days.
     *
     * @param column of dates or times
     */
    public long bytes(String table, String column, LocalDate from, LocalDate before) {
        StructField field = schema(table).apply(column);
        return newestFiles(table).files().stream()
                .filter(file -> file.mayHoldDays(field, from, before))
                .mapToLong(KnownFiles.KnownFile::bytes)
                .sum();
    }

    /**
     * Whether a row of a table's newest version has a time from one to another, both included. Rows are read only where
     * the files' statistics do not tell.
     *
     * @param column of times
     */
    public boolean holdsTime(String table, String column, Instant from, Instant to) {
        long first = micros(from);
        long last = micros(to);
        List<Optional<ColumnRanges.Range>> ranges = newestFiles(table).files().stream()
                .map(file -> Optional.ofNullable(file.ranges().ranges().get(column)))
                .toList();
        if (ranges.stream().flatMap(Optional::stream).anyMatch(range -> range.surelyHolds(first, last))) {
            return true;
        }
        return ranges.stream().anyMatch(range -> range.isEmpty() || range.get().mayHold(first, last))
                && !read(table)
                        .where(functions.col(column).between(Timestamp.from(from), Timestamp.from(to)))
                        .isEmpty();
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    /** Whether a table holds no row: nothing was ever stored, or all is gone again. */
    public boolean isEmpty(String table) {
        return newestFiles(table).files().isEmpty();
    }

    /** The data files of a table's newest version. */
    KnownFiles.Version newestFiles(String table) {
        return files.at(folder(table), version(table), schema(table));
    }

    /** Adds rows in one commit. */
    public long add(String table, Dataset<Row> rows) {
        writer(table, rows).mode("append").save(path(table));
        return rowsOfNewestCommit(table);
    }

    /**
     * Makes some rows of a table what they are to be, in one commit; in none when they already are.
     *
     * @param before the rows as they are
     * @param after the rows as they are to be, by the declared key
     * @return how many rows were added, changed or removed
     */
    public long replace(String table, Dataset<Row> before, Dataset<Row> after) {
        if (isEmpty(table)) {
            return after.isEmpty() ? 0 : add(table, after);
        }
        return new RowsToReplace(this, catalog.table(table), before, after).store();
    }

    /**
     * Adds the rows whose key is not there yet, in one commit; in none when there are no such rows.
     *
     * @return how many were added
     */
    public long addNew(String table, Dataset<Row> rows) {
        Column sameKey = catalog.table(table).key().stream()
                .map(column -> functions.col("stored." + column).equalTo(functions.col("computed." + column)))
                .reduce(functions.lit(true), Column::and);
        Dataset<Row> unknown = shaped(table, rows)
                .as("computed")
                .join(read(table).as("stored"), sameKey, "left_anti")
                .persist();
        try {
            return unknown.isEmpty() ? 0 : add(table, unknown);
        } finally {
            unknown.unpersist();
        }
    }

    /** Stores a table that is small, all at once, whatever was there. */
    public void overwrite(String table, Dataset<Row> rows) {
        writer(table, rows).mode("overwrite").save(path(table));
    }

    /** Read from the commit's own file: asking Delta for the table's history starts Spark jobs of its own. */
    private long rowsOfNewestCommit(String table) {
        Path commit = folder(table).resolve("_delta_log").resolve("%020d.json".formatted(version(table)));
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
        // One file for each value that files are apart in, not one for each of Spark's parts.
        Dataset<Row> shaped = shaped(table, rows);
        return catalog.table(table)
                .filesBy()
                .map(column -> shaped.repartition(functions.col(column)))
                .orElse(shaped)
                .write()
                .format("delta");
    }

    /** The declared columns, in declared order and type; a column that is missing or does not fit is an error. */
    public Dataset<Row> shaped(String table, Dataset<Row> rows) {
        return inOnePart(rows)
                .select(Arrays.stream(schema(table).fields())
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

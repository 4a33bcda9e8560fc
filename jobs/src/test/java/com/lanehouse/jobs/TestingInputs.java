package com.lanehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.lake.TestingLake;
import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Small tables for a job, and a stand-in for what the runner does around it: it hides silver rows after the instant,
 * and holds what the job returns against the tables' declarations.
 *
 * <p>A row is a list of names and values. Times and dates are written as text; a column that is not named is null, or
 * a filler when it may not be.
 */
public final class TestingInputs {
    private static final TableCatalog CATALOG = TableCatalog.load();

    private final Instant asOf;
    private final Map<String, StructType> schemas = new TreeMap<>();
    private final Map<String, List<Map<String, Object>>> tables = new TreeMap<>();
    private int lastEvent;

    public TestingInputs(String asOf) {
        this.asOf = Instant.parse(asOf);
    }

    private TestingInputs(Instant asOf) {
        this.asOf = asOf;
    }

    /** The same rows in another order. */
    public TestingInputs shuffled(long seed) {
        TestingInputs copy = new TestingInputs(asOf);
        copy.schemas.putAll(schemas);
        tables.forEach((name, rows) -> {
            List<Map<String, Object>> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, new Random(seed));
            copy.tables.put(name, shuffled);
        });
        return copy;
    }

    /** Declares the columns of a table that the catalog may not know, in Spark's notation. */
    public TestingInputs columns(String table, String columns) {
        schemas.put(table, StructType.fromDDL(columns));
        return this;
    }

    /** Adds a row that is not an event. */
    public TestingInputs row(String table, Object... namesAndValues) {
        tables.computeIfAbsent(table, name -> new ArrayList<>()).add(named(namesAndValues));
        return this;
    }

    /** Adds what another job has computed. */
    public TestingInputs rows(Map<String, List<Map<String, Object>>> computed) {
        computed.forEach((table, rows) ->
                tables.computeIfAbsent(table, name -> new ArrayList<>()).addAll(rows));
        return this;
    }

    /** Adds an event. Unless told otherwise its id is one that grows from event to event. */
    public TestingInputs event(String table, String type, String time, Object... namesAndValues) {
        Map<String, Object> row = named(namesAndValues);
        row.put("type", type);
        row.put("event_time", time);
        row.putIfAbsent("event_id", "event-%06d".formatted(++lastEvent));
        row.putIfAbsent("source", "test");
        row.putIfAbsent("ingest_time", time);
        tables.computeIfAbsent(table, name -> new ArrayList<>()).add(row);
        return this;
    }

    /** Runs a job and returns what it computed, by table, each row by column; times are Instant, dates LocalDate. */
    public Map<String, List<Map<String, Object>>> run(Job job) {
        SparkSession session = TestingLake.session().newSession();
        session.conf().set("spark.sql.datetime.java8API.enabled", true);
        // Compiling a query costs far more than running it over a handful of rows.
        session.conf().set("spark.sql.codegen.wholeStage", false);
        session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        session.conf().set("spark.sql.adaptive.enabled", false);
        session.conf().set("spark.sql.shuffle.partitions", 1);
        JobInputs inputs = new JobInputs(
                session,
                asOf,
                job.reads().stream().collect(Collectors.toMap(name -> name, name -> rows(session, name))));
        Map<String, Dataset<Row>> computed = job.compute(inputs);
        assertThat(computed).containsOnlyKeys(job.writes());
        Map<String, List<Map<String, Object>>> results = new TreeMap<>();
        computed.forEach((name, rows) -> results.put(name, checked(CATALOG.table(name), rows)));
        return results;
    }

    /** Runs a job after those that write what it reads, and returns what all of them computed. */
    public Map<String, List<Map<String, Object>>> runChain(Job job) {
        Map<String, List<Map<String, Object>>> results = new TreeMap<>();
        runChain(job, results);
        return results;
    }

    /** Runs every job there is, each after those that write what it reads. */
    public Map<String, List<Map<String, Object>>> runAll() {
        Map<String, List<Map<String, Object>>> results = new TreeMap<>();
        for (Job job : JobCatalog.all()) {
            if (!results.containsKey(job.writes().getFirst())) {
                runChain(job, results);
            }
        }
        return results;
    }

    private void runChain(Job job, Map<String, List<Map<String, Object>>> results) {
        for (Job upstream : JobCatalog.all()) {
            if (!upstream.name().equals(job.name())
                    && upstream.writes().stream().anyMatch(job.reads()::contains)
                    && !results.containsKey(upstream.writes().getFirst())) {
                runChain(upstream, results);
            }
        }
        Map<String, List<Map<String, Object>>> computed = run(job);
        results.putAll(computed);
        tables.putAll(computed);
    }

    /** The one row that has these names and values. */
    public static Map<String, Object> only(List<Map<String, Object>> rows, Object... namesAndValues) {
        Map<String, Object> key = named(namesAndValues);
        List<Map<String, Object>> found = rows.stream()
                .filter(row -> row.entrySet().containsAll(key.entrySet()))
                .toList();
        assertThat(found).as("rows with %s", key).hasSize(1);
        return found.getFirst();
    }

    private Dataset<Row> rows(SparkSession session, String table) {
        StructType schema = schemas.computeIfAbsent(table, name -> schema(CATALOG.table(name)));
        Dataset<Row> rows = session.createDataFrame(
                tables.getOrDefault(table, List.of()).stream()
                        .map(row -> converted(table, schema, row))
                        .toList(),
                schema);
        return CATALOG.table(table).holdsEvents()
                ? rows.where(functions.col("event_time").leq(functions.lit(asOf)))
                : rows;
    }

    private static Row converted(String table, StructType schema, Map<String, Object> row) {
        assertThat(schema.fieldNames())
                .as("columns of %s", table)
                .contains(row.keySet().toArray(String[]::new));
        return RowFactory.create(Arrays.stream(schema.fields())
                .map(field -> row.containsKey(field.name())
                        ? converted(field.dataType(), row.get(field.name()))
                        : filler(field))
                .toArray());
    }

    private static Object converted(DataType type, Object value) {
        return switch (value) {
            case String text when type.equals(DataTypes.TimestampType) -> Instant.parse(text);
            case String text when type.equals(DataTypes.DateType) -> LocalDate.parse(text);
            case String text when type.typeName().startsWith("decimal") -> new BigDecimal(text);
            case Integer number when type.typeName().startsWith("decimal") -> BigDecimal.valueOf(number);
            case Integer number when type.equals(DataTypes.LongType) -> number.longValue();
            case Integer number when type.equals(DataTypes.DoubleType) -> number.doubleValue();
            case List<?> list -> list.toArray();
            case null, default -> value;
        };
    }

    private static Object filler(StructField field) {
        return field.nullable()
                ? null
                : switch (field.dataType().typeName()) {
                    case "string" -> "filler";
                    case "long" -> 0L;
                    case "timestamp" -> Instant.EPOCH;
                    default -> throw new IllegalArgumentException("a test must give " + field.name());
                };
    }

    /** Declared columns and types, no null where none may be, no key twice: what storing the rows relies on. */
    private static List<Map<String, Object>> checked(TableDeclaration table, Dataset<Row> computed) {
        assertThat(computed.columns()).as(table.name()).containsExactlyInAnyOrderElementsOf(table.columnNames());
        Dataset<Row> rows = computed.select(Arrays.stream(schema(table).fields())
                .map(field -> functions.col(field.name()).cast(field.dataType()))
                .toArray(Column[]::new));
        List<Map<String, Object>> result = new ArrayList<>();
        for (Row row : rows.collectAsList()) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (ColumnDeclaration column : table.columns()) {
                Object value = row.getAs(column.name());
                assertThat(column.nullable() || value != null)
                        .as("%s.%s of %s", table.name(), column.name(), row)
                        .isTrue();
                values.put(
                        column.name(),
                        switch (value) {
                            case scala.collection.Seq<?> list -> row.getList(row.fieldIndex(column.name()));
                            case scala.collection.Map<?, ?> map -> row.getJavaMap(row.fieldIndex(column.name()));
                            case null, default -> value;
                        });
            }
            result.add(values);
        }
        assertThat(result.stream().map(row -> table.key().stream().map(row::get).toList()))
                .as("keys of %s", table.name())
                .doesNotHaveDuplicates();
        return result;
    }

    private static StructType schema(TableDeclaration table) {
        return new StructType(table.columns().stream()
                .map(column ->
                        DataTypes.createStructField(column.name(), DataType.fromDDL(column.type()), column.nullable()))
                .toArray(StructField[]::new));
    }

    private static Map<String, Object> named(Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}

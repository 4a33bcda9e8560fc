package com.lanehouse.lake;

import static java.util.Objects.requireNonNull;

import com.lanehouse.lake.KnownFiles.KnownFile;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * The files of one version of a table, from which Spark picks those that a query needs: in this process, by their
 * statistics. Delta's own picking is a Spark query, which costs more than most of ours.
 */
final class VersionFiles implements FileIndex {
    private final Path table;
    private final KnownFiles.Version version;
    private final StructType partition;

    private VersionFiles(Path table, KnownFiles.Version version, StructType partition) {
        this.table = requireNonNull(table, "table is null");
        this.version = requireNonNull(version, "version is null");
        this.partition = requireNonNull(partition, "partition is null");
    }

    /** Whether Spark can read the files as they are: they hold the columns, and are apart only in dates. */
    static boolean canRead(KnownFiles.Version version, StructType schema, List<String> filesBy) {
        Set<String> apart = Set.copyOf(filesBy);
        return version.plain()
                && shape(version.columns()).equals(shape(schema))
                && filesBy.stream()
                        .allMatch(column -> schema.apply(column).dataType().equals(DataTypes.DateType))
                && version.files().stream()
                        .allMatch(file -> file.partition().keySet().equals(apart));
    }

    /** Names, types and whether there may be nulls, in order; not what is said of them. */
    private static List<StructField> shape(StructType columns) {
        return Arrays.stream(columns.fields())
                .map(field -> new StructField(field.name(), field.dataType(), field.nullable(), Metadata.empty()))
                .toList();
    }

    /** The rows, by columns in the schema's order. */
    static Dataset<Row> read(
            SparkSession session, Path table, KnownFiles.Version version, StructType schema, List<String> filesBy) {
        StructType partition = new StructType(
                filesBy.stream().map(column -> schema.apply(column)).toArray(StructField[]::new));
        StructType data = new StructType(Arrays.stream(schema.fields())
                .filter(field -> !filesBy.contains(field.name()))
                .toArray(StructField[]::new));
        HadoopFsRelation relation = new HadoopFsRelation(
                new VersionFiles(table, version, partition),
                partition,
                data,
                Option.empty(),
                new ParquetFileFormat(),
                scala.collection.immutable.Map$.MODULE$.empty(),
                session);
        Dataset<Row> rows = session.baseRelationToDataFrame(relation);
        return filesBy.isEmpty()
                ? rows
                : rows.selectExpr(Arrays.stream(schema.fieldNames())
                        .map(column -> "`" + column + "`")
                        .toArray(String[]::new));
    }

    /** Conditions on what files are apart in are decided here; those on other columns Spark asks of every row again. */
    @Override
    public Seq<PartitionDirectory> listFiles(Seq<Expression> ofPartition, Seq<Expression> ofRows) {
        List<BasePredicate> exact = CollectionConverters.asJava(ofPartition).stream()
                .map(this::bound)
                .toList();
        List<Expression> byStatistics = List.copyOf(CollectionConverters.asJava(ofRows));
        Map<InternalRow, List<FileStatus>> picked = new LinkedHashMap<>();
        Map<Map<String, String>, InternalRow> values = new HashMap<>();
        for (KnownFile file : version.files()) {
            InternalRow of = values.computeIfAbsent(file.partition(), this::values);
            if (exact.stream().allMatch(condition -> condition.eval(of))
                    && byStatistics.stream().allMatch(condition -> FileSkipping.mayHold(condition, file.ranges()))) {
                picked.computeIfAbsent(of, row -> new ArrayList<>()).add(status(file));
            }
        }
        List<PartitionDirectory> found = new ArrayList<>();
        picked.forEach((row, of) -> found.add(PartitionDirectory.apply(row, of.toArray(FileStatus[]::new))));
        return CollectionConverters.asScala(found).toSeq();
    }

    private BasePredicate bound(Expression condition) {
        Expression bound = condition.transform(new AbstractPartialFunction<>() {
            @Override
            public boolean isDefinedAt(Expression expression) {
                return expression instanceof AttributeReference;
            }

            @Override
            public Expression apply(Expression expression) {
                int column = partition.fieldIndex(((AttributeReference) expression).name());
                return new BoundReference(column, partition.fields()[column].dataType(), true);
            }
        });
        return Predicate.createInterpreted(bound);
    }

    private InternalRow values(Map<String, String> texts) {
        return new GenericInternalRow(Arrays.stream(partition.fieldNames())
                .map(texts::get)
                .map(VersionFiles::day)
                .toArray());
    }

    /** An empty text is null, too (Delta's protocol, "Partition Value Serialization"). */
    private static Object day(String text) {
        return text == null || text.isEmpty()
                ? null
                : (Object) (int) LocalDate.parse(text).toEpochDay();
    }

    /** Kernel gives it as it is, not as in an address. */
    private static org.apache.hadoop.fs.Path path(KnownFile file) {
        return new org.apache.hadoop.fs.Path(file.path());
    }

    private static FileStatus status(KnownFile file) {
        return new FileStatus(file.bytes(), false, 0, 0, file.modifiedAt(), path(file));
    }

    @Override
    public Seq<org.apache.hadoop.fs.Path> rootPaths() {
        return CollectionConverters.asScala(List.of(new org.apache.hadoop.fs.Path(table.toUri())))
                .toSeq();
    }

    @Override
    public String[] inputFiles() {
        return version.files().stream()
                .map(file -> path(file).toUri().toString())
                .toArray(String[]::new);
    }

    /** A version never changes. */
    @Override
    public void refresh() {}

    @Override
    public long sizeInBytes() {
        return version.bytes();
    }

    @Override
    public StructType partitionSchema() {
        return partition;
    }

    /** So that Spark knows what it has computed before. */
    @Override
    public boolean equals(Object other) {
        return other instanceof VersionFiles same && version == same.version;
    }

    @Override
    public int hashCode() {
        return table.hashCode() * 31 + Long.hashCode(version.version());
    }

    @Override
    public String toString() {
        return "version %d of %s".formatted(version.version(), table);
    }
}

package com.lanehouse.pipeline.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.Json;
import com.lanehouse.lake.Lake;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.storage.StorageLevel;

/**
 * Writes one batch: bronze first, then each family's silver table, last the batch's own row. Every commit carries the
 * batch id, so that a batch that is repeated after a crash adds only what is missing.
 */
final class IngestBatch {
    private static final String APPLICATION = "ingest";

    private final Lake lake;
    private final List<String> families;
    private final String clusterId;

    IngestBatch(Lake lake, List<String> families, String clusterId) {
        this.lake = lake;
        this.families = families;
        this.clusterId = clusterId;
    }

    /** Ingests the records; null when there are none. */
    BatchReport ingest(Dataset<Row> records, long batchId) {
        // Few tasks: each brings its own overhead, and the topics are many and small. The decoded rows are kept as
        // objects and filtered as such: encoding a row for Spark SQL costs far more than looking at it.
        JavaRDD<Row> decoded = records.coalesce(lake.session().sparkContext().defaultParallelism())
                .javaRDD()
                .mapPartitions(new RecordDecoding())
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<PartitionEnd> ends = PartitionEnd.of(decoded);
            return ends.isEmpty() ? null : write(decoded, ends, batchId);
        } finally {
            decoded.unpersist();
        }
    }

    private BatchReport write(JavaRDD<Row> decoded, List<PartitionEnd> ends, long batchId) {
        Timestamp ingestTime = Timestamp.from(Instant.now().truncatedTo(ChronoUnit.MICROS));
        long read = ends.stream().mapToLong(PartitionEnd::records).sum();
        long deadLetters = ends.stream().mapToLong(PartitionEnd::deadLetters).sum();
        JavaRDD<Row> accepted = decoded.filter(RecordDecoding::isAccepted);
        append("bronze.events", rows(accepted).withColumnRenamed("value", "payload"), ingestTime, batchId);
        if (deadLetters > 0) {
            JavaRDD<Row> rejected = decoded.filter(row -> !RecordDecoding.isAccepted(row));
            append("bronze.dead_letters", rows(rejected).withColumnRenamed("value", "raw"), ingestTime, batchId);
        }
        long[] duplicates = duplicates(accepted, batchId);
        FirstArrivals firstArrivals = new FirstArrivals(duplicates);
        for (String family : accepted.map(RecordDecoding::family).distinct().collect()) {
            JavaRDD<Row> typed = accepted.filter(
                            row -> RecordDecoding.family(row).equals(family))
                    .filter(firstArrivals)
                    .mapPartitions(new FamilyRows(family));
            Dataset<Row> silver = lake.session().createDataFrame(typed, FamilyRows.schema(lake, family));
            append("silver." + family, silver.coalesce(1), ingestTime, batchId);
        }
        BatchReport report = new BatchReport(
                batchId,
                read,
                read - deadLetters,
                deadLetters,
                read - deadLetters - duplicates.length,
                duplicates.length);
        writeBatchRow(report, ends);
        return report;
    }

    private Dataset<Row> rows(JavaRDD<Row> decoded) {
        return lake.session().createDataFrame(decoded, RecordDecoding.SCHEMA).withColumn("cluster_id", lit(clusterId));
    }

    private void append(String table, Dataset<Row> rows, Timestamp ingestTime, long batchId) {
        lake.append(
                table,
                rows.withColumn("ingest_time", lit(ingestTime)).withColumn("batch_id", lit(batchId)),
                APPLICATION,
                batchId);
    }

    /**
     * Sorted positions of arrivals whose identity is known: by an earlier arrival of this batch or by an earlier batch.
     * Rows of this very batch, written before a crash, do not count as known: they are what the repetition computes
     * again. There are at most as many as records in the batch, so they fit the driver.
     */
    private long[] duplicates(JavaRDD<Row> accepted, long batchId) {
        Dataset<Row> arrivals = lake.session()
                .createDataFrame(accepted.map(RecordDecoding::identity), RecordDecoding.IDENTITY)
                .persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> firstInBatch =
                arrivals.groupBy("source", "event_id").agg(min("position").as("position"));
        Dataset<Row> firsts = families.stream()
                .map(family -> lake.read("silver." + family)
                        .where(col("batch_id").lt(batchId))
                        .select("source", "event_id"))
                .filter(known -> !known.isEmpty())
                .reduce(Dataset::union)
                .map(known ->
                        firstInBatch.join(known.hint("shuffle_hash"), new String[] {"source", "event_id"}, "left_anti"))
                .orElse(firstInBatch)
                .select("position");
        try {
            return arrivals
                    .select("position")
                    .join(firsts.hint("shuffle_hash"), new String[] {"position"}, "left_anti")
                    .as(Encoders.LONG())
                    .collectAsList()
                    .stream()
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
        } finally {
            arrivals.unpersist();
        }
    }

    private void writeBatchRow(BatchReport report, List<PartitionEnd> ends) {
        Map<String, Long> versions = new LinkedHashMap<>();
        List<String> tables = new ArrayList<>(List.of("bronze.events", "bronze.dead_letters"));
        families.forEach(family -> tables.add("silver." + family));
        tables.forEach(table -> versions.put(table, lake.version(table)));
        ObjectNode offsets = Json.MAPPER.createObjectNode();
        for (PartitionEnd end : ends) {
            offsets.withObject("/" + end.topic()).put(Integer.toString(end.partition()), end.lastOffset() + 1);
        }
        Row row = RowFactory.create(
                report.batchId(),
                clusterId,
                Timestamp.from(Instant.now().truncatedTo(ChronoUnit.MICROS)),
                versions,
                offsets.toString(),
                report.rowsRead(),
                report.events(),
                report.deadLetters(),
                report.silverRows(),
                report.duplicates());
        lake.append(
                "ops.ingest_batches",
                lake.session().createDataFrame(List.of(row), lake.schema("ops.ingest_batches")),
                APPLICATION,
                report.batchId());
    }
}

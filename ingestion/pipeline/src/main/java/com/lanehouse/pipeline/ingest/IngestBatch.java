package com.lanehouse.pipeline.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
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
import java.util.TreeMap;
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
        Instant ingestTime = Instant.now().truncatedTo(ChronoUnit.MICROS);
        // Few tasks: each brings its own overhead, and the topics are many and small. The rows are kept as objects:
        // Spark's columnar cache costs more than it saves for rows that are read three times.
        JavaRDD<Row> rows = records.coalesce(lake.session().sparkContext().defaultParallelism())
                .javaRDD()
                .mapPartitions(new RecordDecoding())
                .persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> decoded = lake.session()
                .createDataFrame(rows, RecordDecoding.SCHEMA)
                .withColumn("cluster_id", lit(clusterId))
                .withColumn("ingest_time", lit(Timestamp.from(ingestTime)))
                .withColumn("batch_id", lit(batchId));
        try {
            List<Row> ends = decoded.groupBy("topic", "partition")
                    .agg(max("offset"), count(lit(1)), count("reason"))
                    .orderBy("topic", "partition")
                    .collectAsList();
            if (ends.isEmpty()) {
                return null;
            }
            return write(decoded, ends, batchId);
        } finally {
            rows.unpersist();
        }
    }

    private BatchReport write(Dataset<Row> decoded, List<Row> ends, long batchId) {
        long read = ends.stream().mapToLong(end -> end.getLong(3)).sum();
        long deadLetters = ends.stream().mapToLong(end -> end.getLong(4)).sum();
        Dataset<Row> accepted = decoded.where("reason IS NULL");
        lake.append("bronze.events", accepted.withColumnRenamed("value", "payload"), APPLICATION, batchId);
        if (deadLetters > 0) {
            lake.append(
                    "bronze.dead_letters",
                    decoded.where("reason IS NOT NULL").withColumnRenamed("value", "raw"),
                    APPLICATION,
                    batchId);
        }
        Dataset<Row> firsts = firstArrivals(accepted, batchId).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Map<String, Long> rowsByFamily = countByFamily(firsts);
            rowsByFamily.forEach((family, rows) -> {
                Dataset<Row> ofFamily = accepted.where(col("family").equalTo(family));
                Dataset<Row> positions = broadcast(firsts.where(col("family").equalTo(family)).select("position"));
                lake.append(
                        "silver." + family,
                        ofFamily.join(positions, "position")
                                .coalesce(1)
                                .mapPartitions(
                                        new FamilyRows(family), Encoders.row(FamilyRows.schema(lake, family))),
                        APPLICATION,
                        batchId);
            });
            long silverRows =
                    rowsByFamily.values().stream().mapToLong(Long::longValue).sum();
            BatchReport report = new BatchReport(
                    batchId, read, read - deadLetters, deadLetters, silverRows, read - deadLetters - silverRows);
            writeBatchRow(report, ends);
            return report;
        } finally {
            firsts.unpersist();
        }
    }

    /**
     * Position and family of the first arrival of each identity that no earlier batch has stored. Rows of this very
     * batch, written before a crash, do not count as known: they are what the repetition computes again.
     */
    private Dataset<Row> firstArrivals(Dataset<Row> accepted, long batchId) {
        Dataset<Row> firstInBatch = accepted.groupBy("source", "event_id").agg(min("position").as("position"));
        Dataset<Row> known = families.stream()
                .map(family -> lake.read("silver." + family)
                        .where(col("batch_id").lt(batchId))
                        .select("source", "event_id"))
                .reduce(Dataset::union)
                .orElseThrow();
        Dataset<Row> positions = firstInBatch
                .join(known.hint("shuffle_hash"), new String[] {"source", "event_id"}, "left_anti")
                .select("position");
        return accepted.select("position", "family").join(broadcast(positions), "position");
    }

    private static Map<String, Long> countByFamily(Dataset<Row> firsts) {
        Map<String, Long> rowsByFamily = new TreeMap<>();
        firsts.groupBy("family").count().collectAsList().forEach(row -> rowsByFamily.put(row.getString(0), row.getLong(1)));
        return rowsByFamily;
    }

    private void writeBatchRow(BatchReport report, List<Row> ends) {
        Map<String, Long> versions = new LinkedHashMap<>();
        List<String> tables = new ArrayList<>(List.of("bronze.events", "bronze.dead_letters"));
        families.forEach(family -> tables.add("silver." + family));
        tables.forEach(table -> versions.put(table, lake.version(table)));
        ObjectNode offsets = Json.MAPPER.createObjectNode();
        for (Row end : ends) {
            offsets.withObject("/" + end.getString(0)).put(Integer.toString(end.getInt(1)), end.getLong(2) + 1);
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

package com.lanehouse.pipeline.ingest;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.EventTypes;
import com.lanehouse.lake.Lake;
import com.lanehouse.pipeline.publish.BrokerTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;

/** Kafka to bronze to silver: reads every topic from where the last run stopped until it has caught up. */
public final class Ingest {
    private final Lake lake;
    private final IngestConfig config;

    public Ingest(Lake lake, IngestConfig config) {
        this.lake = requireNonNull(lake, "lake is null");
        this.config = requireNonNull(config, "config is null");
    }

    /**
     * Ingests what the broker holds now.
     *
     * @param progress told of every batch when it is complete
     * @return the sum over the batches; null when there was nothing new
     */
    public BatchReport catchUp(Consumer<BatchReport> progress) throws IOException {
        EventTypes types = EventTypes.load();
        String clusterId = BrokerTopics.prepare(config.bootstrap(), types);
        List<String> families = List.copyOf(types.families());
        // A broker that was made anew has another cluster id, so it gets its own checkpoint and is read from its start.
        Path checkpoint = lake.root().resolve("_checkpoints").resolve("ingest-" + clusterId);
        long firstBatchId = firstBatchId(checkpoint);
        IngestBatch batch = new IngestBatch(lake, families, clusterId);
        AtomicReference<BatchReport> sum = new AtomicReference<>();
        VoidFunction2<Dataset<Row>, Long> handler = (records, streamBatchId) -> {
            BatchReport report = batch.ingest(records, firstBatchId + streamBatchId);
            if (report != null) {
                sum.accumulateAndGet(report, (before, now) -> before == null ? now : before.plus(now));
                progress.accept(report);
            }
        };
        StreamingQuery query;
        try {
            query = lake.session()
                    .readStream()
                    .format("kafka")
                    .option("kafka.bootstrap.servers", config.bootstrap())
                    .option("subscribe", String.join(",", types.topics()))
                    .option("startingOffsets", "earliest")
                    .option("failOnDataLoss", true)
                    .option("maxOffsetsPerTrigger", config.recordsPerBatch())
                    .load()
                    .select("topic", "partition", "offset", "value")
                    .writeStream()
                    .trigger(Trigger.AvailableNow())
                    .option("checkpointLocation", checkpoint.toString())
                    .foreachBatch(handler)
                    .start();
        } catch (TimeoutException e) {
            throw new IngestFailedException("the ingest query did not start in time", e);
        }
        try {
            query.awaitTermination();
        } catch (StreamingQueryException e) {
            throw new IngestFailedException(
                    "ingest stopped: " + e.getMessage().lines().findFirst().orElse(""), e);
        }
        return sum.get();
    }

    /** Batch ids grow through all brokers that a lake has seen: a new checkpoint starts after the newest batch. */
    private long firstBatchId(Path checkpoint) throws IOException {
        Path file = checkpoint.resolve("first_batch_id");
        if (Files.exists(file)) {
            return Long.parseLong(Files.readString(file).strip());
        }
        Row newest =
                lake.read("ops.ingest_batches").agg(functions.max("batch_id")).first();
        long first = newest.isNullAt(0) ? 1 : newest.getLong(0) + 1;
        Files.createDirectories(checkpoint);
        Path temporary = checkpoint.resolve("first_batch_id.tmp");
        Files.writeString(temporary, Long.toString(first));
        Files.move(temporary, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        return first;
    }
}

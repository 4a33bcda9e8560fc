package com.lanehouse.stockrecipe;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import com.lanehouse.lake.LakeConfig;
import com.lanehouse.lake.LakeSession;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Kafka into one Delta table as tutorials do it: {@code from_json} with a schema, {@code foreachBatch}, MERGE on the
 * event's id. It does less than ingest (no bronze, no check of data, no dead letters, one table) and has the same tuned
 * Spark session and local file system as our jobs.
 */
public final class StockRecipe {
    private static final StructType EVENT = new StructType()
            .add("specversion", DataTypes.StringType)
            .add("id", DataTypes.StringType)
            .add("source", DataTypes.StringType)
            .add("type", DataTypes.StringType)
            .add("subject", DataTypes.StringType)
            .add("time", DataTypes.TimestampType)
            // A text for an object: the object's JSON as it came.
            .add("data", DataTypes.StringType);

    private StockRecipe() {}

    /**
     * Brings in what is new on the broker.
     *
     * @param args how ({@code merge}, or {@code append} to make history quickly), {@code host:port} of the broker, its
     *     topics by commas, a folder for table and checkpoint, most records in a batch
     */
    public static void main(String[] args) throws Exception {
        boolean merge = args[0].equals("merge");
        Path folder = Path.of(args[3]).toAbsolutePath();
        String table = folder.resolve("events").toString();
        SparkSession spark = LakeSession.start(LakeConfig.of(folder));
        spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", args[1])
                .option("subscribe", args[2])
                .option("startingOffsets", "earliest")
                .option("maxOffsetsPerTrigger", args[4])
                .load()
                .select(from_json(col("value").cast("string"), EVENT).as("event"))
                .select("event.*")
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .foreachBatch((Dataset<Row> batch, Long id) -> write(spark, onceEach(batch), table, merge))
                .start()
                .awaitTermination();
        System.out.printf("%,d rows%n", spark.read().format("delta").load(table).count());
        spark.stop();
    }

    /** By id first, so that the rows are sorted once instead of before and after the exchange. */
    private static Dataset<Row> onceEach(Dataset<Row> batch) {
        return batch.repartition(col("id")).dropDuplicates("id");
    }

    private static void write(SparkSession spark, Dataset<Row> events, String table, boolean merge) {
        if (!merge || !DeltaTable.isDeltaTable(spark, table)) {
            events.write().format("delta").mode("append").save(table);
            return;
        }
        DeltaTable.forPath(spark, table)
                .as("known")
                .merge(events.as("new"), "known.id = new.id")
                // Not a filter before: Spark would read the JSON twice for it.
                .whenNotMatched("new.id is not null")
                .insertAll()
                .execute();
    }
}

package com.lanehouse.lake;

import com.lanehouse.localfiles.LocalFileSettings;
import org.apache.spark.sql.SparkSession;

/** Starts the local Spark session that every part shares. */
public final class LakeSession {
    private LakeSession() {}

    public static SparkSession start(LakeConfig config) {
        SparkSession.Builder builder = SparkSession.builder()
                .appName("lanehouse")
                .master("local[%d]".formatted(config.cores()))
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.enabled", false)
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", 2)
                .config(
                        "spark.sql.warehouse.dir",
                        config.root().resolve("_spark").toString())
                .config("spark.sql.catalogImplementation", "in-memory")
                // 50 tasks per snapshot by default: three quarters of the CPU of a small lake.
                .config("spark.databricks.delta.snapshotPartitions", 1)
                .config("spark.databricks.delta.commitStats.collect", false)
                // A summary of the table beside every commit: dear to compute, worth it only where files are many.
                .config("spark.databricks.delta.writeChecksumFile.enabled", false)
                // A version is there while its files are. Runs read silver as the newest batch left it, even when
                // its files were joined long ago: ingest clears them away only behind later batches.
                .config("spark.databricks.delta.vacuum.enforceTimeTravelWithinDeletedFileRetentionDuration", false)
                // 100 by default: fewer than one run of all jobs generates, so the next would compile all of it again.
                .config("spark.sql.codegen.cache.maxEntries", 2000)
                // Binds :parameters in the analyzer: Delta's parser drops those that Spark's new parser would bind.
                .config("spark.sql.legacy.parameterSubstitution.constantsOnly", true)
                // From the size of the heap Spark concludes pages of 32 MB, and fills one with zeros for every small
                // join.
                .config("spark.buffer.pageSize", "1m")
                // What Spark's own page would show of the past; there is no page.
                .config("spark.sql.ui.retainedExecutions", 1)
                .config("spark.ui.retainedJobs", 1)
                .config("spark.ui.retainedStages", 1)
                .config("spark.ui.retainedTasks", 1)
                .config("spark.sql.streaming.ui.enabled", false);
        LocalFileSettings.spark().forEach(builder::config);
        return builder.getOrCreate();
    }
}

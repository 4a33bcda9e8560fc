package com.lanehouse.pipeline.ingest;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * What a batch read of one Kafka partition.
 *
 * @param lastOffset greatest offset that was read
 * @param deadLetters how many of the records could not be read
 */
record PartitionEnd(String topic, int partition, long lastOffset, long records, long deadLetters)
        implements Serializable {
    /** The ends of all partitions that the batch read from, in order. */
    static List<PartitionEnd> of(JavaRDD<Row> decoded) {
        return decoded
                .mapToPair(row -> {
                    PartitionEnd one = of(row);
                    return new Tuple2<>(one.topic + "/" + one.partition, one);
                })
                .reduceByKey(PartitionEnd::plus)
                .values()
                .collect()
                .stream()
                .sorted(Comparator.comparing(PartitionEnd::topic).thenComparing(PartitionEnd::partition))
                .toList();
    }

    private static PartitionEnd of(Row row) {
        return new PartitionEnd(
                row.getString(0), row.getInt(1), row.getLong(2), 1, RecordDecoding.isAccepted(row) ? 0 : 1);
    }

    private PartitionEnd plus(PartitionEnd other) {
        return new PartitionEnd(
                topic,
                partition,
                Math.max(lastOffset, other.lastOffset),
                records + other.records,
                deadLetters + other.deadLetters);
    }
}

package com.lanehouse.pipeline.ingest;

import com.lanehouse.events.DeadLetterReason;
import com.lanehouse.events.DecodedRecord;
import com.lanehouse.events.DecodedRecord.Accepted;
import com.lanehouse.events.DecodedRecord.Rejected;
import com.lanehouse.events.Event;
import java.sql.Timestamp;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads Kafka records: each becomes an event (with its family) or a dead letter (with reason and detail). An event that
 * passes here also fits the typed columns of its family, see {@link FamilyRows}. The two steps are apart because one row
 * with the columns of all families is so wide that Spark spends more on its code than on the data.
 */
final class RecordDecoding implements FlatMapFunction<Iterator<Row>, Row> {
    private static final long serialVersionUID = 1L;

    static final StructType SCHEMA = new StructType()
            .add("topic", DataTypes.StringType, false)
            .add("partition", DataTypes.IntegerType, false)
            .add("offset", DataTypes.LongType, false)
            .add("value", DataTypes.BinaryType, true)
            .add("reason", DataTypes.StringType, true)
            .add("detail", DataTypes.StringType, true)
            .add("event_id", DataTypes.StringType, true)
            .add("source", DataTypes.StringType, true)
            .add("type", DataTypes.StringType, true)
            .add("event_time", DataTypes.TimestampType, true)
            .add("family", DataTypes.StringType, true)
            .add("position", DataTypes.LongType, false);

    /** Columns of {@link #identity}. */
    static final StructType IDENTITY = new StructType()
            .add("source", DataTypes.StringType, false)
            .add("event_id", DataTypes.StringType, false)
            .add("position", DataTypes.LongType, false);

    static boolean isAccepted(Row decoded) {
        return decoded.isNullAt(4);
    }

    /** The family of an accepted record. */
    static String family(Row decoded) {
        return decoded.getString(10);
    }

    static long position(Row decoded) {
        return decoded.getLong(11);
    }

    /** Identity and position of an accepted record. */
    static Row identity(Row decoded) {
        return RowFactory.create(decoded.getString(7), decoded.getString(6), position(decoded));
    }

    @Override
    public Iterator<Row> call(Iterator<Row> records) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public Row next() {
                return decode(records.next());
            }
        };
    }

    private static Row decode(Row kafka) {
        String topic = kafka.getAs("topic");
        Integer partition = kafka.getAs("partition");
        Long offset = kafka.getAs("offset");
        byte[] value = kafka.getAs("value");
        return switch (fitting(Readers.DECODER.decode(topic, value))) {
            case Accepted(Event event, var type) ->
                RowFactory.create(
                        topic,
                        partition,
                        offset,
                        value,
                        null,
                        null,
                        event.id(),
                        event.source(),
                        event.type(),
                        Timestamp.from(event.time()),
                        type.topic(),
                        position(topic, partition, offset));
            case Rejected(DeadLetterReason reason, String detail) ->
                RowFactory.create(
                        topic,
                        partition,
                        offset,
                        value,
                        reason.code(),
                        detail,
                        null,
                        null,
                        null,
                        null,
                        null,
                        position(topic, partition, offset));
        };
    }

    /** An event whose values have no place in their columns is a schema violation too. */
    private static DecodedRecord fitting(DecodedRecord decoded) {
        if (decoded instanceof Accepted(Event event, var type)) {
            try {
                Readers.projection(type.topic()).project(event, type);
            } catch (SilverProjection.FieldDoesNotFitException e) {
                return new Rejected(DeadLetterReason.SCHEMA_VIOLATION, e.getMessage());
            }
        }
        return decoded;
    }

    /**
     * Topic, partition and offset as one number that orders records in the same way: cheaper to compare and to join by
     * than the three. Topics are few, a partition fits 12 bits and an offset 44 (17 million million).
     */
    private static long position(String topic, int partition, long offset) {
        if (partition >= 1 << 12 || offset >= 1L << 44) {
            throw new IllegalStateException(
                    "partition %d, offset %d do not fit a position".formatted(partition, offset));
        }
        return (long) Readers.topicIndex(topic) << 56 | (long) partition << 44 | offset;
    }
}

package com.lanehouse.pipeline.ingest;

import com.lanehouse.events.DeadLetterReason;
import com.lanehouse.events.DecodedRecord;
import com.lanehouse.events.DecodedRecord.Accepted;
import com.lanehouse.events.DecodedRecord.Rejected;
import com.lanehouse.events.Event;
import com.lanehouse.events.EventDecoder;
import com.lanehouse.events.EventTypes;
import com.lanehouse.lake.Lake;
import com.lanehouse.warehouse.TableCatalog;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Decodes Kafka records once: each becomes a row that is an event (with one struct of typed columns, that of its family)
 * or a dead letter (with reason and detail).
 */
final class RecordDecoding implements MapPartitionsFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final List<String> families;
    private final int width;

    RecordDecoding(List<String> families) {
        this.families = List.copyOf(families);
        this.width = ENVELOPE.length() + families.size();
    }

    /** Schemas and declarations, read once in each JVM rather than for every task. */
    private static final class Readers {
        static final EventTypes TYPES = EventTypes.load();
        static final EventDecoder DECODER = new EventDecoder(TYPES);
        static final Map<String, SilverProjection> PROJECTIONS = projections();

        private static Map<String, SilverProjection> projections() {
            TableCatalog catalog = TableCatalog.load();
            Map<String, SilverProjection> projections = new HashMap<>();
            for (String family : TYPES.families()) {
                projections.put(family, new SilverProjection(catalog.table("silver." + family)));
            }
            return projections;
        }
    }

    static final StructType ENVELOPE = new StructType()
            .add("topic", DataTypes.StringType, false)
            .add("partition", DataTypes.IntegerType, false)
            .add("offset", DataTypes.LongType, false)
            .add("value", DataTypes.BinaryType, true)
            .add("reason", DataTypes.StringType, true)
            .add("detail", DataTypes.StringType, true)
            .add("event_id", DataTypes.StringType, true)
            .add("source", DataTypes.StringType, true)
            .add("type", DataTypes.StringType, true)
            .add("event_time", DataTypes.TimestampType, true);

    /** The rows that come out: envelope, then one nullable struct per family. */
    static StructType schema(Lake lake, List<String> families) {
        StructType schema = ENVELOPE;
        for (String family : families) {
            List<StructField> columns = new ArrayList<>();
            for (StructField field : lake.schema("silver." + family).fields()) {
                if (!SilverProjection.ENVELOPE_COLUMNS.contains(field.name())) {
                    columns.add(new StructField(field.name(), field.dataType(), true, field.metadata()));
                }
            }
            schema = schema.add(family, new StructType(columns.toArray(StructField[]::new)), true);
        }
        return schema;
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

    private Row decode(Row kafka) {
        String topic = kafka.getAs("topic");
        byte[] value = kafka.getAs("value");
        Object[] row = new Object[width];
        row[0] = topic;
        row[1] = kafka.getAs("partition");
        row[2] = kafka.getAs("offset");
        row[3] = value;
        DecodedRecord decoded = Readers.DECODER.decode(topic, value);
        if (decoded instanceof Accepted(Event event, var type)) {
            try {
                Object[] typed = Readers.PROJECTIONS.get(type.topic()).project(event, type);
                row[6] = event.id();
                row[7] = event.source();
                row[8] = event.type();
                row[9] = Timestamp.from(event.time());
                row[ENVELOPE.length() + families.indexOf(type.topic())] = RowFactory.create(typed);
            } catch (SilverProjection.FieldDoesNotFitException e) {
                decoded = new Rejected(DeadLetterReason.SCHEMA_VIOLATION, e.getMessage());
            }
        }
        if (decoded instanceof Rejected(DeadLetterReason reason, String detail)) {
            row[4] = reason.code();
            row[5] = detail;
        }
        return RowFactory.create(row);
    }
}

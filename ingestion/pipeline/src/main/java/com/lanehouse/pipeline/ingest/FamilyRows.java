package com.lanehouse.pipeline.ingest;

import com.lanehouse.events.DecodedRecord.Accepted;
import com.lanehouse.lake.Lake;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Turns accepted records of one family into rows of its silver table: the envelope's columns, then the typed ones. */
final class FamilyRows implements FlatMapFunction<Iterator<Row>, Row> {
    private static final long serialVersionUID = 1L;

    /** Columns that come from the envelope; those of the batch are added to all its rows alike. */
    private static final List<String> ENVELOPE = List.of("event_id", "source", "type", "event_time");

    private final String family;

    FamilyRows(String family) {
        this.family = family;
    }

    /** The envelope's columns, then the typed ones as the DDL declares them. */
    static StructType schema(Lake lake, String family) {
        StructType declared = lake.schema("silver." + family);
        List<StructField> fields = new ArrayList<>();
        ENVELOPE.forEach(name -> fields.add(declared.apply(name)));
        for (StructField field : declared.fields()) {
            if (!SilverProjection.ENVELOPE_COLUMNS.contains(field.name())) {
                fields.add(field);
            }
        }
        return new StructType(fields.toArray(StructField[]::new));
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
                return typed(records.next());
            }
        };
    }

    private Row typed(Row record) {
        Accepted accepted = Readers.DECODER.reread((byte[]) record.get(3), record.getString(8));
        Object[] typed;
        try {
            typed = Readers.projection(family).project(accepted.event(), accepted.type());
        } catch (SilverProjection.FieldDoesNotFitException e) {
            throw new IllegalStateException("a record that was accepted does not fit: " + e.getMessage(), e);
        }
        Object[] row = new Object[ENVELOPE.size() + typed.length];
        row[0] = accepted.event().id();
        row[1] = accepted.event().source();
        row[2] = accepted.event().type();
        row[3] = Timestamp.from(accepted.event().time());
        for (int i = 0; i < typed.length; i++) {
            // Rows carry arrays as Scala sequences.
            row[ENVELOPE.size() + i] = typed[i] instanceof List<?> list
                    ? CollectionConverters.asScala(list).toSeq()
                    : typed[i];
        }
        return RowFactory.create(row);
    }
}

package com.lanehouse.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.types.BinaryType$;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Rows in this process's memory, as queries read them. A few are part of a query's plan. More are sent to the tasks once,
 * apart from it: each of the planner's rules goes through all that a plan holds, row by row, again for every query.
 */
final class RowsInMemory {
    private static final int MOST_IN_A_PLAN = 100;

    private final SparkSession session;
    private final List<Broadcast<?>> sent = new ArrayList<>();

    RowsInMemory(SparkSession session) {
        this.session = session;
    }

    /** @param parts in so many tasks they are read when they are not few */
    Dataset<Row> rows(List<Row> rows, StructType schema, int parts) {
        Dataset<Row> planned = session.createDataFrame(rows, schema);
        if (rows.size() <= MOST_IN_A_PLAN) {
            return planned;
        }
        LocalRelation relation = (LocalRelation) ((org.apache.spark.sql.classic.Dataset<Row>) planned).logicalPlan();
        return sent(List.copyOf(CollectionConverters.asJava(relation.data())), schema, parts);
    }

    /** One column of bytes, named {@code value}. */
    Dataset<Row> binaries(List<byte[]> values, int parts) {
        if (values.size() <= MOST_IN_A_PLAN) {
            return session.createDataset(values, Encoders.BINARY()).toDF();
        }
        List<InternalRow> rows = new ArrayList<>(values.size());
        values.forEach(value -> rows.add(new GenericInternalRow(new Object[] {value})));
        return sent(rows, new StructType().add("value", BinaryType$.MODULE$, false), parts);
    }

    private Dataset<Row> sent(List<InternalRow> rows, StructType schema, int parts) {
        SparkContext spark = session.sparkContext();
        Broadcast<List<InternalRow>> all = new JavaSparkContext(spark).broadcast(rows);
        synchronized (sent) {
            sent.add(all);
        }
        int size = rows.size();
        JavaRDD<InternalRow> read = new JavaSparkContext(spark)
                .parallelize(IntStream.range(0, parts).boxed().toList(), parts)
                .flatMap(part -> all.value()
                        .subList((int) ((long) size * part / parts), (int) ((long) size * (part + 1) / parts))
                        .iterator());
        return ((org.apache.spark.sql.classic.SparkSession) session).internalCreateDataFrame(read.rdd(), schema, false);
    }

    /** Lets go of what was sent: no query may read it any more. */
    void forget() {
        synchronized (sent) {
            sent.forEach(Broadcast::destroy);
            sent.clear();
        }
    }
}

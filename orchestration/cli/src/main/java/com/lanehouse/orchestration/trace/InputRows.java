package com.lanehouse.orchestration.trace;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.Trace;
import com.lanehouse.lake.Lake;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What computed rows were made of, found among the inputs as they were then. */
final class InputRows {
    /** Which of the rows that are traced: their place among them. */
    static final String TRACED_ROW = "traced_row";

    /** A row of the input, as a struct. */
    static final String INPUT_ROW = "input_row";

    private final Lake lake;
    private final Instant asOf;

    private InputRows(Lake lake, Instant asOf) {
        this.lake = lake;
        this.asOf = asOf;
    }

    /**
     * The inputs of a job as one of its runs saw them.
     *
     * @param own a lake with a session of its own, in which views are made
     * @throws TraceException when an input is no longer known as it was
     */
    static InputRows of(Lake own, Job job, PastRun run) {
        InputRows inputs = new InputRows(own, run.asOf());
        job.reads().forEach(table -> inputs.view(table, seen(own, table, run)));
        return inputs;
    }

    /** The records that rows of silver came in with: of a batch, every arrival of it. */
    static InputRows arrivals(Lake own, List<Row> ofSilver) {
        InputRows inputs = new InputRows(own, Instant.EPOCH);
        inputs.view(
                "bronze.events",
                own.read("bronze.events")
                        .where(functions
                                .col("batch_id")
                                .isInCollection(ofSilver.stream()
                                        .map(row -> row.<Long>getAs("batch_id"))
                                        .distinct()
                                        .toList())));
        return inputs;
    }

    private void view(String table, Dataset<Row> rows) {
        rows.createOrReplaceTempView(table.replace('.', '_'));
    }

    /** Silver by batches rather than by version: compaction clears the files of old versions away, and adds no row. */
    private static Dataset<Row> seen(Lake lake, String table, PastRun run) {
        if (lake.catalog().table(table).holdsEvents()) {
            Dataset<Row> byTime =
                    lake.read(table).where(functions.col("event_time").leq(functions.lit(Timestamp.from(run.asOf()))));
            return run.batchId() == 0
                    ? byTime
                    : byTime.where(functions.col("batch_id").leq(run.batchId()));
        }
        Long version = run.inputVersions().get(table);
        if (version == null) {
            throw new TraceException("job %s did not read %s in its run at %s; run it again, then trace"
                    .formatted(run.job(), table, run.asOf()));
        }
        Exception gone = null;
        try {
            Dataset<Row> rows = lake.readAt(table, version);
            if (filesAreThere(rows)) {
                return rows;
            }
        } catch (Exception e) { // Spark throws checked exceptions without declaring them.
            gone = e;
        }
        throw new TraceException(
                "version %d of %s, which job %s read at %s, is no longer there; run the job again, then trace"
                        .formatted(version, table, run.job(), run.asOf()),
                gone);
    }

    private static boolean filesAreThere(Dataset<Row> rows) {
        return Arrays.stream(rows.inputFiles()).allMatch(file -> Files.exists(Path.of(URI.create(file))));
    }

    /** The rows of an input that some rows of a table were made of: {@value #TRACED_ROW} and {@value #INPUT_ROW}. */
    Dataset<Row> matching(Trace trace, List<Row> traced) {
        StructType columns = new StructType()
                .add(TRACED_ROW, DataTypes.IntegerType)
                .add("traced", traced.getFirst().schema());
        lake.session()
                .createDataFrame(
                        IntStream.range(0, traced.size())
                                .mapToObj(i -> RowFactory.create(i, traced.get(i)))
                                .toList(),
                        columns)
                .createOrReplaceTempView("rows_to_trace");
        return lake.session()
                .sql(
                        """
                        SELECT %s, struct(input.*) AS %s
                        FROM rows_to_trace CROSS JOIN %s AS input
                        WHERE %s
                        """.formatted(TRACED_ROW, INPUT_ROW, trace.input().replace('.', '_'), trace.rows()),
                        Map.of("as_of", Timestamp.from(asOf)));
    }
}

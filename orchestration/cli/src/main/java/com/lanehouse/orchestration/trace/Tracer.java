package com.lanehouse.orchestration.trace;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.Trace;
import com.lanehouse.lake.Lake;
import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableDeclaration;
import com.lanehouse.warehouse.WriteMode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/**
 * Goes from a row down to the records of Kafka it was made of. Each table's rows are looked for among what the run that
 * computed the row above saw: at its T, in the versions it read.
 */
public final class Tracer {
    private static final String ARRIVALS = "bronze.events";

    /** Silver holds what arrived first; later arrivals of an identity are in later batches, or behind it in its own. */
    private static final String SAME_ARRIVAL =
            "source = traced.source AND event_id = traced.event_id AND batch_id = traced.batch_id";

    private final Lake lake;
    private final Map<String, Job> writers = new HashMap<>();
    private final PastRuns runs;

    public Tracer(Lake lake, List<Job> jobs) {
        this.lake = lake.withNewSession();
        jobs.forEach(job -> job.writes().forEach(table -> writers.put(table, job)));
        this.runs = PastRuns.of(lake);
    }

    /** Tables whose rows can be traced. */
    public boolean knows(String table) {
        return writers.containsKey(table)
                || lake.catalog().declares(table) && lake.catalog().table(table).holdsEvents();
    }

    /**
     * The rows that a key names, in the order of the table's key. When the key of a snapshot does not say of which time,
     * the newest is meant.
     *
     * @throws IllegalArgumentException when a value does not fit its column
     */
    public List<Row> find(String table, RowKey key, int most) {
        TableDeclaration declaration = lake.catalog().table(table);
        Dataset<Row> rows = lake.read(table);
        if (declaration.writeMode() == WriteMode.SNAPSHOT && !key.values().containsKey("as_of")) {
            rows = rows.where(
                    col("as_of").equalTo(rows.agg(max("as_of")).first().get(0)));
        }
        for (ColumnDeclaration column : declaration.columns()) {
            String value = key.values().get(column.name());
            if (value != null) {
                rows = rows.where(col(column.name()).equalTo(typed(column, value)));
            }
        }
        return rows.orderBy(columns(declaration.key(), "")).limit(most).collectAsList();
    }

    private Column typed(ColumnDeclaration column, String value) {
        Column typed = lit(value).try_cast(DataType.fromDDL(column.type()));
        if (lake.session().range(1).select(typed).first().isNullAt(0)) {
            throw new IllegalArgumentException("%s=%s is not a %s".formatted(column.name(), value, column.type()));
        }
        return typed;
    }

    /**
     * Goes all the way down.
     *
     * @param limit most rows of a table that are followed from one row
     * @throws TraceException when it cannot be told what a row was made of
     */
    public TracedRow trace(String table, Row row, int limit) {
        Map<List<Object>, TracedRow> known = new HashMap<>();
        TracedRow root = new TracedRow(table, row, writers.containsKey(table) ? runOf(table, row) : null);
        List<TracedRow> level = List.of(root);
        while (!level.isEmpty()) {
            Map<List<Object>, List<TracedRow>> together = new LinkedHashMap<>();
            level.forEach(traced -> together.computeIfAbsent(
                            Arrays.asList(traced.table(), traced.run()), key -> new ArrayList<>())
                    .add(traced));
            List<TracedRow> next = new ArrayList<>();
            together.values().forEach(rows -> next.addAll(goDown(rows, limit, known)));
            level = next;
        }
        return root;
    }

    /** The run that computed a row. */
    PastRun runOf(String table, Row row) {
        String job = writers.get(table).name();
        Optional<PastRun> run = Optional.empty();
        if (lake.catalog().table(table).writeMode() == WriteMode.APPEND_NEW) {
            Instant storedAt = storedAt(table, row);
            run = runs.newest(
                    job, past -> !storedAt.isBefore(past.startedAt()) && !storedAt.isAfter(past.finishedAt()));
        }
        return run.or(() -> runBefore(table, row, Instant.MAX))
                .orElseThrow(() -> new TraceException(
                        "no run of job %s is known that computed the row; run it again, then trace".formatted(job)));
    }

    /** A row that is added once keeps what it was computed from at first, so the run is that which wrote its file. */
    private Instant storedAt(String table, Row row) {
        Column same = lake.catalog().table(table).key().stream()
                .map(column -> col(column).equalTo(row.getAs(column)))
                .reduce(lit(true), Column::and);
        return lake.read(table)
                .where(same)
                .select("_metadata.file_modification_time")
                .first()
                .getTimestamp(0)
                .toInstant();
    }

    /** The last run that was over by then, of those of the row's T. */
    private Optional<PastRun> runBefore(String table, Row row, Instant then) {
        String timeColumn = switch (lake.catalog().table(table).writeMode()) {
            case SNAPSHOT -> "as_of";
            case APPEND_NEW -> "created_at";
            case REPLACE, APPEND -> null;
        };
        return runs.newest(
                writers.get(table).name(),
                run -> !run.finishedAt().isAfter(then)
                        && (timeColumn == null
                                || run.asOf()
                                        .equals(row.<Timestamp>getAs(timeColumn).toInstant())));
    }

    /** One step down for rows of one table that one run computed; gives the rows that were not met before. */
    private List<TracedRow> goDown(List<TracedRow> traced, int limit, Map<List<Object>, TracedRow> known) {
        String table = traced.getFirst().table();
        PastRun run = traced.getFirst().run();
        List<Row> rows = traced.stream().map(TracedRow::row).toList();
        List<TracedRow> next = new ArrayList<>();
        if (lake.catalog().table(table).holdsEvents()) {
            found(InputRows.arrivals(lake, rows), new Trace(table, ARRIVALS, SAME_ARRIVAL), traced, 1, known, next);
        } else if (run != null) {
            Job job = writers.get(table);
            InputRows inputs = InputRows.of(lake, job, run);
            job.traces().stream()
                    .filter(trace -> trace.table().equals(table))
                    .forEach(trace -> found(inputs, trace, traced, limit, known, next));
        }
        return next;
    }

    private void found(
            InputRows inputs,
            Trace trace,
            List<TracedRow> traced,
            int limit,
            Map<List<Object>, TracedRow> known,
            List<TracedRow> next) {
        List<String> order = lake.catalog().table(trace.input()).holdsEvents()
                ? List.of("event_time", "event_id", "source")
                : lake.catalog().table(trace.input()).key();
        WindowSpec ofTraced = Window.partitionBy(InputRows.TRACED_ROW);
        List<Row> found = inputs.matching(
                        trace, traced.stream().map(TracedRow::row).toList())
                .withColumn("rows", count(lit(1)).over(ofTraced))
                .withColumn("place", row_number().over(ofTraced.orderBy(columns(order, InputRows.INPUT_ROW + "."))))
                .where(col("place").leq(limit))
                .orderBy(InputRows.TRACED_ROW, "place")
                .collectAsList();
        Map<Integer, List<Row>> byTraced = new LinkedHashMap<>();
        found.forEach(row -> byTraced.computeIfAbsent(row.getInt(0), place -> new ArrayList<>())
                .add(row));
        byTraced.forEach((place, lines) -> {
            TracedRow above = traced.get(place);
            above.madeOf(new TracedRow.Step(
                    trace.input(),
                    lines.getFirst().<Long>getAs("rows"),
                    lines.stream()
                            .map(line -> node(trace.input(), line.getStruct(1), above, known, next))
                            .toList()));
        });
    }

    private TracedRow node(
            String table, Row row, TracedRow above, Map<List<Object>, TracedRow> known, List<TracedRow> next) {
        PastRun run = writers.containsKey(table)
                ? runBefore(table, row, above.run().startedAt()).orElse(null)
                : null;
        List<Object> identity = new ArrayList<>(Arrays.asList(table, run));
        lake.catalog().table(table).key().forEach(column -> identity.add(row.getAs(column)));
        return known.computeIfAbsent(identity, unknown -> {
            TracedRow traced = new TracedRow(table, row, run);
            next.add(traced);
            return traced;
        });
    }

    private static Column[] columns(List<String> names, String prefix) {
        return names.stream().map(name -> functions.col(prefix + name)).toArray(Column[]::new);
    }
}

package com.lanehouse.jobs.servicelevels;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.unix_micros;

import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.ServiceLevel;
import com.lanehouse.jobs.Trace;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Every service level at every full hour of the last 30 days and at T, with its error budget and burn rates (the metric
 * definition, Service levels).
 *
 * <p>There are some 30,000 windows, so Spark only counts records between break points and the windows are differences
 * of running sums.
 */
public final class SloStatusJob implements Job {
    private static final String TABLE = "gold.slo_status";
    private static final Duration SHOWN = Duration.ofDays(30);

    /** Every window is a whole number of these long. */
    static final Duration STEP = Duration.ofMinutes(5);

    private static final StructType SCHEMA = new StructType()
            .add("slo", DataTypes.StringType, false)
            .add("window_end", DataTypes.TimestampType, false)
            .add("good", DataTypes.LongType, false)
            .add("total", DataTypes.LongType, false)
            .add("ratio", DataTypes.DoubleType, true)
            .add("objective", DataTypes.DoubleType, false)
            .add("budget_remaining", DataTypes.DoubleType, true)
            .add("burn_rates", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, true), false)
            .add("status", DataTypes.StringType, false);

    @Override
    public String name() {
        return "slo-status";
    }

    @Override
    public List<Input> inputs() {
        return ServiceLevel.ALL.stream()
                .map(level -> level.records().table())
                .distinct()
                .map(Input::whole)
                .map(Input.class::cast)
                .toList();
    }

    @Override
    public List<String> writes() {
        return List.of(TABLE);
    }

    @Override
    public List<Trace> traces() {
        return reads().stream()
                .map(table -> new Trace(
                        TABLE,
                        table,
                        ServiceLevel.ALL.stream()
                                .filter(level -> level.records().table().equals(table))
                                .map(level -> "(traced.slo = '%s' AND %s)"
                                        .formatted(level.name(), level.madeOf(reach(level), "traced.window_end")))
                                .collect(Collectors.joining(" OR "))))
                .toList();
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        Map<String, SortedMap<Instant, RecordCount>> counts = counts(inputs);
        List<Row> rows = new ArrayList<>();
        for (ServiceLevel level : ServiceLevel.ALL) {
            CumulativeCounts cumulative = new CumulativeCounts(counts.getOrDefault(level.name(), new TreeMap<>()));
            for (Instant end : windowEnds(inputs.asOf())) {
                rows.add(row(WindowState.of(level, cumulative, end)));
            }
        }
        return Map.of(TABLE, inputs.session().createDataFrame(rows, SCHEMA));
    }

    /** Every full hour h with T − 30 d < h ≤ T, and T. */
    static List<Instant> windowEnds(Instant asOf) {
        List<Instant> ends = new ArrayList<>();
        Instant hour = asOf.minus(SHOWN).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        for (; hour.isBefore(asOf); hour = hour.plus(1, ChronoUnit.HOURS)) {
            ends.add(hour);
        }
        ends.add(asOf);
        return ends;
    }

    private static Map<String, SortedMap<Instant, RecordCount>> counts(JobInputs inputs) {
        Dataset<Row> records = ServiceLevel.ALL.stream()
                .map(level -> level.recordsAfter(inputs.asOf().minus(SHOWN).minus(reach(level)), inputs)
                        .select(
                                lit(level.name()).as("slo"),
                                breakPoint(inputs.asOf()).as("break_point"),
                                col("good")))
                .reduce(Dataset::unionByName)
                .orElseThrow();
        Map<String, SortedMap<Instant, RecordCount>> counts = new HashMap<>();
        records.groupBy("slo", "break_point")
                .agg(count_if(col("good")), count(lit(1)))
                .collectAsList()
                .forEach(row -> counts.computeIfAbsent(row.getString(0), slo -> new TreeMap<>())
                        .put(
                                Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS),
                                new RecordCount(row.getLong(2), row.getLong(3))));
        return counts;
    }

    /** How far a row looks back: over its window, and over every burn window. */
    private static Duration reach(ServiceLevel level) {
        return Stream.concat(
                        Stream.of(level.window()),
                        Stream.of(BurnWindow.values()).map(BurnWindow::length))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * The first break point at or after a record, in microseconds. Windows end at full hours or at T, so all begin and
     * end a whole number of steps away from a full hour or from T: these are the break points, and to count records as
     * if they came at the next one changes no window.
     */
    private static Column breakPoint(Instant asOf) {
        Column at = unix_micros(col("counted_at"));
        Column step = lit(STEP.toNanos() / 1_000);
        long asOfMicros = ChronoUnit.MICROS.between(Instant.EPOCH, asOf);
        return at.plus(least(pmod(lit(0L).minus(at), step), pmod(lit(asOfMicros).minus(at), step)));
    }

    private static Row row(WindowState state) {
        RecordCount count = state.count();
        return RowFactory.create(
                state.level().name(),
                Timestamp.from(state.end()),
                count.good(),
                count.total(),
                count.ratio(),
                state.level().objective().doubleValue(),
                count.budgetRemaining(state.level().objective()),
                state.burnRates(),
                state.status());
    }
}

package com.lanehouse.jobs.lanehistories;

import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.CoveredLoadsQuery;
import com.lanehouse.features.Lane;
import com.lanehouse.features.LaneHistoryColumns;
import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What may be known of past loads at the beginning of T's UTC day, for the scoring service. The sums are made by the same book that training walks
 * through, one load after the other: Spark only puts the loads in order. Where the book stood one to two weeks ago is
 * kept, and gone on from.
 */
public final class LaneHistoriesJob implements Job {
    private static final String LOADS = "gold.covered_loads";
    private static final String BOOKS = "gold.lane_books";
    private static final String HISTORIES = "gold.lane_histories";

    private final TableCatalog catalog = TableCatalog.load();

    @Override
    public String name() {
        return "lane-histories";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.inOrder(LOADS, "known_at"));
    }

    @Override
    public List<String> writes() {
        return List.of(BOOKS, HISTORIES);
    }

    /** A lane rests on the loads of all others: the market level of a day, and the usual fuel basis, are taken over all. */
    @Override
    public List<Trace> traces() {
        return List.of(new Trace(BOOKS, LOADS, """
                        left_out IS NULL AND fuel_included = traced.fuel_included AND known_at < traced.known_before"""), new Trace(HISTORIES, LOADS, "left_out IS NULL"));
    }

    /** Loads that became known today say nothing of today's rates: not in training, so not here. */
    @Override
    public Instant describes(Instant asOf) {
        return asOf.truncatedTo(ChronoUnit.DAYS);
    }

    @Override
    public int version() {
        return 7;
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        LaneBooks books =
                inputs.stored().map(Dataset::collectAsList).map(LaneBooks::of).orElseGet(LaneBooks::new);
        Instant keptBefore = keptBefore(inputs.asOf());
        boolean moves = !books.knownBefore().equals(Optional.of(keptBefore));
        Optional<List<Map<String, Object>>> kept = Optional.empty();
        Iterator<Row> loads = inputs.sql(CoveredLoadsQuery.inOrder("gold_covered_loads"))
                .where("left_out IS NULL OR left_out = '%s'".formatted(CoveredLoadsQuery.RARER_FUEL_BASIS))
                .toLocalIterator();
        while (loads.hasNext()) {
            Row row = loads.next();
            CoveredLoad load = load(row);
            if (moves && kept.isEmpty() && !load.knownAt().isBefore(keptBefore)) {
                kept = Optional.of(books.rows(keptBefore));
            }
            books.add(load, row.<Boolean>getAs("fuel_included"));
        }
        Map<String, Dataset<Row>> computed = new HashMap<>();
        computed.put(HISTORIES, rows(inputs, HISTORIES, histories(books, inputs.asOf())));
        if (moves) {
            computed.put(BOOKS, rows(inputs, BOOKS, kept.orElseGet(() -> books.rows(keptBefore))));
        }
        return computed;
    }

    /**
     * Until when the book is kept: changes of loads that became known before cost going through everything, and most
     * loads that are cancelled are so within days. The beginning of a week, so that it is stored once a week.
     */
    private static Instant keptBefore(Instant asOf) {
        return asOf.atZone(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(1)
                .toInstant();
    }

    private static CoveredLoad load(Row row) {
        return new CoveredLoad(
                row.getAs("load_id"),
                row.getAs("carrier_id"),
                new Lane(row.getAs("origin_area"), row.getAs("destination_area"), row.getAs("equipment")),
                row.<Double>getAs("miles"),
                row.<Double>getAs("weight_lbs"),
                row.<Double>getAs("cost"),
                Instant.EPOCH.plus(row.<Long>getAs("known_micros"), ChronoUnit.MICROS));
    }

    private static List<Map<String, Object>> histories(LaneBooks books, Instant asOf) {
        return books.usual().rows().stream()
                .map(history -> {
                    Map<String, Object> row = LaneHistoryColumns.values(history);
                    row.put("as_of", asOf);
                    return row;
                })
                .toList();
    }

    private Dataset<Row> rows(JobInputs inputs, String table, List<Map<String, Object>> rows) {
        TableDeclaration declaration = catalog.table(table);
        return inputs.session()
                .createDataFrame(rows.stream().map(row -> row(declaration, row)).toList(), schema(declaration));
    }

    private static Row row(TableDeclaration declaration, Map<String, Object> values) {
        return RowFactory.create(declaration.columnNames().stream()
                .map(values::get)
                .map(LaneHistoriesJob::forSpark)
                .toArray());
    }

    private static Object forSpark(Object value) {
        return switch (value) {
            case Instant instant -> Timestamp.from(instant);
            case List<?> list -> list.toArray();
            case null, default -> value;
        };
    }

    private static StructType schema(TableDeclaration declaration) {
        List<StructField> fields = new ArrayList<>();
        for (ColumnDeclaration column : declaration.columns()) {
            fields.add(new StructField(
                    column.name(),
                    DataType.fromDDL(column.type()),
                    column.nullable(),
                    org.apache.spark.sql.types.Metadata.empty()));
        }
        return new StructType(fields.toArray(StructField[]::new));
    }
}

package com.lanehouse.jobs.lanehistories;

import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.CoveredLoadsQuery;
import com.lanehouse.features.Lane;
import com.lanehouse.features.LaneHistories;
import com.lanehouse.features.LaneHistoryColumns;
import com.lanehouse.features.LaneHistoryRow;
import com.lanehouse.jobs.Input;
import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.jobs.Trace;
import com.lanehouse.warehouse.ColumnDeclaration;
import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What may be known of past loads at the beginning of T's UTC day, for the scoring service. The sums are made by the same book that training walks
 * through, one load after the other: Spark only puts the loads in order.
 */
public final class LaneHistoriesJob implements Job {
    private static final String LOADS = "gold.covered_loads";
    private static final String HISTORIES = "gold.lane_histories";

    private final TableDeclaration declaration = TableCatalog.load().table(HISTORIES);

    @Override
    public String name() {
        return "lane-histories";
    }

    @Override
    public List<Input> inputs() {
        return List.of(Input.whole(LOADS));
    }

    @Override
    public List<String> writes() {
        return List.of(HISTORIES);
    }

    /** A lane rests on the loads of all others: the market level of a day, and the usual fuel basis, are taken over all. */
    @Override
    public List<Trace> traces() {
        return List.of(new Trace(HISTORIES, LOADS, "left_out IS NULL"));
    }

    /** Loads that became known today say nothing of today's rates: not in training, so not here. */
    @Override
    public Instant describes(Instant asOf) {
        return asOf.truncatedTo(ChronoUnit.DAYS);
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public Map<String, Dataset<Row>> compute(JobInputs inputs) {
        LaneHistories histories = new LaneHistories();
        Iterator<Row> loads = inputs.sql(CoveredLoadsQuery.inOrder("gold_covered_loads"))
                .where("left_out IS NULL")
                .toLocalIterator();
        while (loads.hasNext()) {
            histories.add(load(loads.next()));
        }
        List<Row> rows = new ArrayList<>();
        for (LaneHistoryRow history : histories.rows()) {
            rows.add(row(history, inputs.asOf()));
        }
        return Map.of(HISTORIES, inputs.session().createDataFrame(rows, schema()));
    }

    private static CoveredLoad load(Row row) {
        return new CoveredLoad(
                row.getAs("load_id"),
                row.getAs("carrier_id"),
                new Lane(row.getAs("origin_area"), row.getAs("destination_area"), row.getAs("equipment")),
                row.<Double>getAs("miles"),
                row.<Double>getAs("cost"),
                Instant.EPOCH.plus(row.<Long>getAs("known_micros"), ChronoUnit.MICROS));
    }

    private Row row(LaneHistoryRow history, Instant asOf) {
        Map<String, Object> values = new HashMap<>(LaneHistoryColumns.values(history));
        values.put("as_of", asOf);
        return RowFactory.create(declaration.columnNames().stream()
                .map(values::get)
                .map(value -> value instanceof Instant instant ? Timestamp.from(instant) : value)
                .toArray());
    }

    private StructType schema() {
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

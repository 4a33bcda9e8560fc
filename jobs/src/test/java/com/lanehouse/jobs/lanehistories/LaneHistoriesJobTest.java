package com.lanehouse.jobs.lanehistories;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.Lane;
import com.lanehouse.features.LaneHistories;
import com.lanehouse.features.LaneHistoryColumns;
import com.lanehouse.features.LaneHistoryRow;
import com.lanehouse.jobs.JobInputs;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.tables.KernelTable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneHistoriesJobTest {
    private static final Instant AS_OF = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant ASKED = Instant.parse("2026-03-01T06:00:00Z");
    private static final String TABLE = "gold.lane_histories";

    @TempDir
    static Path folder;

    private static Lake lake;

    private final List<Map<String, Object>> events = new ArrayList<>();
    private final LaneHistoriesJob job = new LaneHistoriesJob();

    @BeforeAll
    static void open() {
        lake = TestingLake.open(folder);
    }

    @Test
    void what_is_stored_and_read_without_spark_equals_the_book_made_in_memory() {
        LaneHistories book = new LaneHistories();
        for (int i = 0; i < 120; i++) {
            Instant knownAt = ASKED.plus(Duration.ofHours(5L * i + 1));
            String destination = i % 3 == 0 ? "75201" : "30301";
            load(i, destination, 1_000 + 7 * i, knownAt).put("weight_lbs", i % 2 == 0 ? null : 30_000.0 + i);
            book.add(new CoveredLoad(
                    "l%03d".formatted(i),
                    "c" + i % 4,
                    new Lane("606", destination.substring(0, 3), "van"),
                    800,
                    i % 2 == 0 ? null : 30_000.0 + i,
                    1_000 + 7 * i,
                    knownAt));
        }

        lake.add(TABLE, compute());

        List<LaneHistoryRow> stored = KernelTable.at(Path.of(lake.path(TABLE))).readRowsAt("as_of", AS_OF).stream()
                .map(LaneHistoryColumns::row)
                .toList();
        assertThat(stored).containsExactlyInAnyOrderElementsOf(book.rows());
        assertThat(stored).extracting(LaneHistoryRow::loads).containsExactlyInAnyOrder(40L, 80L);
    }

    @Test
    void the_newest_cover_of_a_load_counts_and_its_time_is_when_the_cost_became_known() {
        load(1, "75201", 1_000, ASKED.plusSeconds(10));
        covered(1, 1_500, ASKED.plusSeconds(99), "again");

        Row row = only(compute());

        assertThat(row.<Double>getAs("last_log_rate")).isEqualTo(Math.log(1_500.0 / 800));
        assertThat(row.<Long>getAs("loads")).isEqualTo(1);
    }

    @Test
    void cancelled_foreign_and_unquoted_loads_do_not_count() {
        load(1, "75201", 1_000, ASKED.plusSeconds(10));
        load(2, "75201", 1_000, ASKED.plusSeconds(20));
        event("load.cancelled", "x2", ASKED.plusSeconds(30)).put("load_id", "l002");
        load(3, "75201", 1_000, ASKED.plusSeconds(40)).put("currency", "CAD");
        covered(4, 1_000, ASKED.plusSeconds(50), "no quote");
        load(5, "75201", 0, ASKED.plusSeconds(60));

        assertThat(only(compute()).<Long>getAs("loads")).isEqualTo(1);
    }

    @Test
    void an_area_stands_before_the_zip_code() {
        load(1, "75201", 1_000, ASKED.plusSeconds(10)).put("destination_area", "TX_DAL");

        assertThat(only(compute()).<String>getAs("destination_area")).isEqualTo("TX_DAL");
    }

    private Dataset<Row> compute() {
        StructType columns = new StructType();
        for (StructField field : lake.schema("silver.quotes").fields()) {
            columns = columns.add(field.name(), field.dataType(), true);
        }
        String[] names = columns.fieldNames();
        List<Row> rows = events.stream()
                .map(event ->
                        RowFactory.create(Arrays.stream(names).map(event::get).toArray()))
                .toList();
        Dataset<Row> quotes = lake.session().createDataFrame(rows, columns);
        Map<String, Dataset<Row>> loads =
                new CoveredLoadsJob().compute(new JobInputs(lake.session(), AS_OF, Map.of("silver.quotes", quotes)));
        return job.compute(new JobInputs(lake.session(), AS_OF, loads)).get(TABLE);
    }

    private static Row only(Dataset<Row> rows) {
        List<Row> collected = rows.drop("as_of", "last_known_at").collectAsList();
        assertThat(collected).hasSize(1);
        return collected.getFirst();
    }

    private Map<String, Object> load(int number, String destinationZip, int cost, Instant knownAt) {
        Map<String, Object> priced = event("quote.priced", "p" + number, ASKED);
        priced.put("quote_id", "q" + number);
        priced.put("origin_zip", "60601");
        priced.put("destination_zip", destinationZip);
        priced.put("equipment", "van");
        priced.put("miles", 800.0);
        priced.put("pickup_date", Date.valueOf("2026-03-03"));
        priced.put("currency", "USD");
        covered(number, cost, knownAt, "c" + number);
        return priced;
    }

    private void covered(int number, int cost, Instant knownAt, String id) {
        Map<String, Object> covered = event("load.covered", id, knownAt);
        covered.put("quote_id", "q" + number);
        covered.put("load_id", "l%03d".formatted(number));
        covered.put("carrier_id", "c" + number % 4);
        covered.put("carrier_cost", BigDecimal.valueOf(cost));
        covered.put("fuel_included", true);
    }

    private Map<String, Object> event(String type, String id, Instant time) {
        Map<String, Object> event = new HashMap<>();
        event.put("event_id", id);
        event.put("source", "test");
        event.put("type", type);
        event.put("event_time", Timestamp.from(time));
        event.put("ingest_time", Timestamp.from(time));
        event.put("batch_id", 1L);
        events.add(event);
        return event;
    }
}

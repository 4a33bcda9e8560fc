package com.lanehouse.jobs.lanehistories;

import com.lanehouse.features.BookedLane;
import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.Lane;
import com.lanehouse.features.LaneHistories;
import com.lanehouse.features.LaneHistoryColumns;
import com.lanehouse.jobs.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Two books of past loads, one for costs with fuel and one for costs without: which basis is the usual one, whose loads
 * count, is known only when all loads are in. Rows of {@code gold.lane_books}.
 */
final class LaneBooks {
    private final Map<Boolean, LaneHistories> books = new HashMap<>();
    /** Loads that count towards the usual basis, fees too, by basis and lane. */
    private final Map<Boolean, TreeMap<Lane, Long>> entered = new HashMap<>();

    private Optional<Instant> knownBefore = Optional.empty();

    LaneBooks() {
        for (boolean fuelIncluded : List.of(true, false)) {
            books.put(fuelIncluded, new LaneHistories());
            entered.put(fuelIncluded, new TreeMap<>());
        }
    }

    /** As stored. */
    static LaneBooks of(List<Row> rows) {
        LaneBooks stored = new LaneBooks();
        Map<Boolean, List<BookedLane>> lanes = Map.of(true, new ArrayList<>(), false, new ArrayList<>());
        for (Row row : rows) {
            boolean fuelIncluded = row.<Boolean>getAs("fuel_included");
            Map<String, Object> values = new HashMap<>();
            for (String column : row.schema().fieldNames()) {
                values.put(column, row.getAs(column));
            }
            values.computeIfPresent("recent_loads", (column, numbers) -> row.getList(row.fieldIndex(column)));
            values.computeIfPresent("last_known_at", (column, time) -> instant(time));
            stored.knownBefore = Optional.of(instant(row.getAs(Input.InOrder.KNOWN_BEFORE)));
            Lane lane = LaneHistoryColumns.lane(values);
            stored.entered.get(fuelIncluded).put(lane, row.<Long>getAs("entered"));
            if (row.<Long>getAs("loads") > 0) {
                String carriers = row.getAs("carrier_ids");
                values.put("carriers", BookedLane.carriers(carriers));
                lanes.get(fuelIncluded).add(new BookedLane(LaneHistoryColumns.row(values), carriers));
            }
        }
        lanes.forEach((fuelIncluded, booked) -> stored.books.put(fuelIncluded, LaneHistories.goingOn(booked)));
        return stored;
    }

    /** Of which loads they knew when they were stored; empty when they were not. */
    Optional<Instant> knownBefore() {
        return knownBefore;
    }

    private static Instant instant(Object time) {
        return time instanceof java.sql.Timestamp timestamp ? timestamp.toInstant() : (Instant) time;
    }

    void add(CoveredLoad load, boolean fuelIncluded) {
        books.get(fuelIncluded).add(load);
        entered.get(fuelIncluded).merge(load.lane(), 1L, Long::sum);
    }

    /** The book of the basis on which most loads are, as {@code CoveredLoadsQuery} decides it. */
    LaneHistories usual() {
        return books.get(entered(true) >= entered(false));
    }

    private long entered(boolean fuelIncluded) {
        return entered.get(fuelIncluded).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static Map<String, Object> values(BookedLane booked) {
        Map<String, Object> values = LaneHistoryColumns.values(booked.history());
        values.put("carrier_ids", booked.carriers());
        return values;
    }

    /** Of a lane on which there were nothing but fees. */
    private static Map<String, Object> valuesOfFees(Lane lane) {
        Map<String, Object> values = LaneHistoryColumns.values(lane);
        values.put("loads", 0L);
        values.put("carrier_ids", "");
        return values;
    }

    /** By column. */
    List<Map<String, Object>> rows(Instant knownBefore) {
        List<Map<String, Object>> rows = new ArrayList<>();
        entered.forEach((fuelIncluded, lanes) -> {
            Map<Lane, BookedLane> booked = new HashMap<>();
            books.get(fuelIncluded)
                    .lanes()
                    .forEach(lane -> booked.put(lane.history().lane(), lane));
            lanes.forEach((lane, loads) -> {
                Map<String, Object> row = booked.containsKey(lane) ? values(booked.get(lane)) : valuesOfFees(lane);
                row.put("fuel_included", fuelIncluded);
                row.put("entered", loads);
                row.put(Input.InOrder.KNOWN_BEFORE, knownBefore);
                rows.add(row);
            });
        });
        return rows;
    }
}

package com.lanehouse.features;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of {@code gold.lane_histories} by column name, whichever engine reads or writes them. */
public final class LaneHistoryColumns {
    private static final int NUMBERS_OF_A_LOAD = 5;

    private LaneHistoryColumns() {}

    /** Every column but {@code as_of}. */
    public static Map<String, Object> values(LaneHistoryRow row) {
        Map<String, Object> values = values(row.lane());
        values.put("loads", row.loads());
        values.put("carriers", row.carriers());
        values.put("long_weight", row.longWeight());
        values.put("long_log_rate", row.longLogRate());
        values.put("long_log_miles", row.longLogMiles());
        values.put("long_log_miles_2", row.longLogMiles2());
        values.put("long_log_miles_3", row.longLogMiles3());
        values.put("long_market", row.longMarket());
        values.put("short_weight", row.shortWeight());
        values.put("short_market", row.shortMarket());
        values.put("recent_loads", numbers(row.recentLoads()));
        values.put("last_log_rate", row.lastLogRate());
        values.put("last_log_miles", row.lastLogMiles());
        values.put("last_market", row.lastMarket());
        values.put("last_known_at", row.lastKnownAt());
        return values;
    }

    /** The columns that name a lane. */
    public static Map<String, Object> values(Lane lane) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("origin_area", lane.originArea());
        values.put("destination_area", lane.destinationArea());
        values.put("equipment", lane.equipment());
        return values;
    }

    /** The lane of these values. */
    public static Lane lane(Map<String, Object> values) {
        return new Lane((String) values.get("origin_area"), (String) values.get("destination_area"), (String)
                values.get("equipment"));
    }

    /** The row of these values, with or without {@code as_of}. */
    public static LaneHistoryRow row(Map<String, Object> values) {
        return new LaneHistoryRow(
                lane(values),
                (Long) values.get("loads"),
                (Long) values.get("carriers"),
                (Double) values.get("long_weight"),
                (Double) values.get("long_log_rate"),
                (Double) values.get("long_log_miles"),
                (Double) values.get("long_log_miles_2"),
                (Double) values.get("long_log_miles_3"),
                (Double) values.get("long_market"),
                (Double) values.get("short_weight"),
                (Double) values.get("short_market"),
                recentLoads((List<?>) values.get("recent_loads")),
                (Double) values.get("last_log_rate"),
                (Double) values.get("last_log_miles"),
                (Double) values.get("last_market"),
                (Instant) values.get("last_known_at"));
    }

    private static List<Double> numbers(List<RecentLoad> loads) {
        List<Double> numbers = new ArrayList<>(loads.size() * NUMBERS_OF_A_LOAD);
        for (RecentLoad load : loads) {
            numbers.add((double) load.epochDay());
            numbers.add(load.logMiles());
            numbers.add(load.weightLbs());
            numbers.add(load.logRate());
            numbers.add(load.market());
        }
        return numbers;
    }

    private static List<RecentLoad> recentLoads(List<?> numbers) {
        if (numbers == null) {
            throw new IllegalArgumentException(
                    "the lane histories were stored by an earlier Lanehouse: delete the folders gold/lane_histories and gold/lane_books and run lane-histories");
        }
        if (numbers.size() % NUMBERS_OF_A_LOAD != 0) {
            throw new IllegalArgumentException(
                    "recent_loads has %d numbers, must be %d a load".formatted(numbers.size(), NUMBERS_OF_A_LOAD));
        }
        List<RecentLoad> loads = new ArrayList<>(numbers.size() / NUMBERS_OF_A_LOAD);
        for (int i = 0; i < numbers.size(); i += NUMBERS_OF_A_LOAD) {
            loads.add(new RecentLoad(
                    ((Double) numbers.get(i)).longValue(),
                    (Double) numbers.get(i + 1),
                    (Double) numbers.get(i + 2),
                    (Double) numbers.get(i + 3),
                    (Double) numbers.get(i + 4)));
        }
        return loads;
    }
}

package com.lanehouse.training;

import com.lanehouse.features.Circuity;
import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.Lane;
import com.lanehouse.features.RateQuestion;
import com.lanehouse.warehouse.reference.ZipCode;
import com.lanehouse.warehouse.reference.ZipCodes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads the loads whose cost is known from {@code silver.quotes}. */
final class LoadExtraction {
    private static final int CIRCUITY_QUOTES = 20_000;

    /** The newest load.covered of each load, joined to the first quote.priced of its quote, both by the instant. */
    private static final String COVERED_LOADS = """
            WITH covered AS (
              SELECT load_id,
                     max_by(struct(quote_id, carrier_id, carrier_cost, fuel_included, event_time), struct(event_time, event_id)) AS newest
              FROM rate_training_quotes WHERE type = 'load.covered' GROUP BY load_id
            ), priced AS (
              SELECT quote_id,
                     min_by(struct(origin_area, origin_zip, destination_area, destination_zip, equipment, miles, weight_lbs,
                                   unix_date(pickup_date) AS pickup_day, currency, unix_micros(event_time) AS asked_micros), struct(event_time, event_id)) AS first
              FROM rate_training_quotes WHERE type = 'quote.priced' GROUP BY quote_id
            ), cancelled AS (
              SELECT DISTINCT load_id AS cancelled_load_id
              FROM rate_training_quotes WHERE type = 'load.cancelled'
            )
            SELECT covered.load_id, newest.quote_id, newest.carrier_id, CAST(newest.carrier_cost AS DOUBLE) AS cost,
                   newest.fuel_included, unix_micros(newest.event_time) AS known_micros, first.*, cancelled_load_id IS NOT NULL AS cancelled,
                   priced.quote_id IS NOT NULL AS has_quote
            FROM covered
            LEFT JOIN priced ON priced.quote_id = newest.quote_id
            LEFT JOIN cancelled ON cancelled_load_id = covered.load_id
            ORDER BY known_micros, load_id
            """;

    private LoadExtraction() {}

    /**
     * Loads to learn from.
     *
     * @param fuelIncluded whether their costs include fuel: what holds for most; the others are left out
     * @param leftOut counts of loads left out, by reason
     */
    record Extracted(List<TrainingLoad> loads, boolean fuelIncluded, Map<String, Long> leftOut) {}

    /** @param quotes rows of {@code silver.quotes} up to the instant */
    static Extracted loads(SparkSession session, Dataset<Row> quotes) {
        quotes.createOrReplaceTempView("rate_training_quotes");
        try {
            return select(session.sql(COVERED_LOADS).collectAsList());
        } finally {
            session.catalog().dropTempView("rate_training_quotes");
        }
    }

    private static Extracted select(List<Row> rows) {
        Map<String, Long> leftOut = new TreeMap<>();
        List<Row> usable = new ArrayList<>();
        for (Row row : rows) {
            reasonToLeaveOut(row)
                    .ifPresentOrElse(reason -> leftOut.merge(reason, 1L, Long::sum), () -> usable.add(row));
        }
        boolean fuelIncluded = usable.stream()
                .collect(Collectors.groupingBy(row -> row.<Boolean>getAs("fuel_included"), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<Boolean, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(true);
        List<TrainingLoad> loads = new ArrayList<>();
        for (Row row : usable) {
            if (row.<Boolean>getAs("fuel_included") == fuelIncluded) {
                loads.add(load(row));
            } else {
                leftOut.merge("fuel_basis", 1L, Long::sum);
            }
        }
        return new Extracted(loads, fuelIncluded, leftOut);
    }

    private static Optional<String> reasonToLeaveOut(Row row) {
        if (row.<Boolean>getAs("cancelled")) {
            return Optional.of("cancelled");
        }
        if (!row.<Boolean>getAs("has_quote")) {
            return Optional.of("no_quote");
        }
        if (!"usd".equalsIgnoreCase(row.getAs("currency"))) {
            return Optional.of("currency");
        }
        Double cost = row.getAs("cost");
        Double miles = row.getAs("miles");
        if (cost == null || miles == null || !(cost > 0) || !(miles > 0)) {
            return Optional.of("bad_amount");
        }
        if (row.<Long>getAs("known_micros") < row.<Long>getAs("asked_micros")) {
            return Optional.of("known_before_quote");
        }
        boolean placed = (row.getAs("origin_area") != null || row.getAs("origin_zip") != null)
                && (row.getAs("destination_area") != null || row.getAs("destination_zip") != null);
        if (!placed || row.getAs("pickup_day") == null || row.getAs("fuel_included") == null) {
            return Optional.of("incomplete");
        }
        return Optional.empty();
    }

    private static TrainingLoad load(Row row) {
        Lane lane = new Lane(
                Lane.area(row.getAs("origin_area"), row.getAs("origin_zip")),
                Lane.area(row.getAs("destination_area"), row.getAs("destination_zip")),
                row.getAs("equipment"));
        double miles = row.<Double>getAs("miles");
        RateQuestion question = new RateQuestion(
                lane,
                miles,
                row.getAs("weight_lbs"),
                LocalDate.ofEpochDay(row.<Integer>getAs("pickup_day")),
                instant(row.<Long>getAs("asked_micros")));
        return new TrainingLoad(
                row.getAs("quote_id"),
                question,
                new CoveredLoad(
                        row.getAs("load_id"),
                        row.getAs("carrier_id"),
                        lane,
                        miles,
                        row.<Double>getAs("cost"),
                        instant(row.<Long>getAs("known_micros"))));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Calibrates road against great-circle miles on quotes that carry two known ZIP codes and miles. */
    static Circuity circuity(Dataset<Row> quotes, ZipCodes zipCodes) {
        Circuity.Calibration calibration = new Circuity.Calibration();
        List<Row> rows = quotes.where(
                        "type = 'quote.priced' AND origin_zip IS NOT NULL AND destination_zip IS NOT NULL AND miles > 0")
                .groupBy("origin_zip", "destination_zip")
                .agg(org.apache.spark.sql.functions.max("miles").as("miles"))
                .orderBy("origin_zip", "destination_zip")
                .limit(CIRCUITY_QUOTES)
                .collectAsList();
        for (Row row : rows) {
            Optional<ZipCode> origin = zipCodes.find(row.getString(0));
            Optional<ZipCode> destination = zipCodes.find(row.getString(1));
            if (origin.isPresent() && destination.isPresent()) {
                calibration.add(origin.orElseThrow().greatCircleMilesTo(destination.orElseThrow()), row.getDouble(2));
            }
        }
        return calibration.calibrated();
    }
}

package com.lanehouse.training;

import com.lanehouse.features.Circuity;
import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.CoveredLoadsQuery;
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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Reads the loads whose cost is known from {@code silver.quotes}. */
final class LoadExtraction {
    private static final String QUOTES = "rate_training_quotes";
    private static final String LOADS = "rate_training_loads";
    private static final int CIRCUITY_QUOTES = 20_000;

    private LoadExtraction() {}

    /**
     * Loads to learn from.
     *
     * @param fuelIncluded whether their costs include fuel
     * @param leftOut counts of loads left out, by reason
     */
    record Extracted(List<TrainingLoad> loads, boolean fuelIncluded, Map<String, Long> leftOut) {}

    /** @param quotes rows of {@code silver.quotes} up to the instant */
    static Extracted loads(SparkSession session, Dataset<Row> quotes) {
        quotes.createOrReplaceTempView(QUOTES);
        try {
            session.sql(CoveredLoadsQuery.loads(QUOTES)).createOrReplaceTempView(LOADS);
            List<TrainingLoad> loads = new ArrayList<>();
            Map<String, Long> leftOut = new TreeMap<>();
            boolean fuelIncluded = true;
            for (Row row : session.sql(CoveredLoadsQuery.inOrder(LOADS)).collectAsList()) {
                String reason = row.getAs("left_out");
                if (reason == null) {
                    loads.add(load(row));
                    fuelIncluded = row.<Boolean>getAs("fuel_included");
                } else {
                    leftOut.merge(reason, 1L, Long::sum);
                }
            }
            return new Extracted(loads, fuelIncluded, leftOut);
        } finally {
            session.catalog().dropTempView(LOADS);
            session.catalog().dropTempView(QUOTES);
        }
    }

    private static TrainingLoad load(Row row) {
        Lane lane = new Lane(row.getAs("origin_area"), row.getAs("destination_area"), row.getAs("equipment"));
        double miles = row.<Double>getAs("miles");
        return new TrainingLoad(
                row.getAs("quote_id"),
                new RateQuestion(
                        lane,
                        miles,
                        row.getAs("weight_lbs"),
                        LocalDate.ofEpochDay(row.<Integer>getAs("pickup_day")),
                        instant(row.<Long>getAs("asked_micros"))),
                new CoveredLoad(
                        row.getAs("load_id"),
                        row.getAs("carrier_id"),
                        lane,
                        miles,
                        row.getAs("weight_lbs"),
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
                .agg(functions.max("miles").as("miles"))
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

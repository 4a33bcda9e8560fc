package com.lanehouse.training;

import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.Lane;
import com.lanehouse.features.RateQuestion;
import com.lanehouse.lake.Lake;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A small market with a moving level, areas that are dear or cheap, and a little noise. */
final class TestingMarket {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> ZIPS =
            List.of("60601", "75201", "30301", "90001", "98101", "19019", "33101", "80201", "64101", "37201");

    private final SplittableRandom random;

    TestingMarket(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Loads over {@code days} days; each becomes known a day or two after its quote. */
    List<TrainingLoad> loads(int count, int days) {
        List<TrainingLoad> loads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant askedAt = START.plusSeconds((long) (86_400.0 * days * i / count));
            int from = random.nextInt(ZIPS.size());
            int to = (from + 1 + random.nextInt(3)) % ZIPS.size();
            boolean reefer = random.nextInt(4) == 0;
            double miles = 200 + 37 * ((from * 31 + to * 17) % 40);
            double level = 0.9 + 0.15 * Math.sin(i * 6.0 / count) - 0.25 * Math.log(miles / 500);
            double areas = 0.04 * (from - 4.5) - 0.03 * (to - 4.5);
            double noise = 0.03 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 2;
            double rate = Math.exp(level + areas + (reefer ? 0.2 : 0) + noise);
            Lane lane = new Lane(area(from), area(to), reefer ? "reefer" : "van");
            String id = "%05d".formatted(i);
            double weight = 20_000.0 + 10 * random.nextInt(2_000);
            loads.add(new TrainingLoad(
                    "q" + id,
                    new RateQuestion(
                            lane,
                            miles,
                            weight,
                            askedAt.plus(Duration.ofDays(3))
                                    .atZone(ZoneOffset.UTC)
                                    .toLocalDate(),
                            askedAt),
                    new CoveredLoad(
                            "l" + id,
                            "c" + random.nextInt(20),
                            lane,
                            miles,
                            weight,
                            cents(rate * miles).doubleValue(),
                            askedAt.plus(Duration.ofHours(20 + random.nextInt(30))))));
        }
        return loads;
    }

    /** Writes the quote.priced and load.covered of every load to {@code silver.quotes}. */
    static void write(Lake lake, List<TrainingLoad> loads) {
        writeBatch(lake, loads, 1);
    }

    static void writeBatch(Lake lake, List<TrainingLoad> loads, long batch) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (TrainingLoad load : loads) {
            events.add(priced(load));
            events.add(covered(load));
        }
        events.forEach(event -> event.put("batch_id", batch));
        write(lake, events, batch);
    }

    static Map<String, Object> priced(TrainingLoad load) {
        Map<String, Object> event =
                event("quote.priced", load.quoteId() + "-p", load.question().askedAt());
        event.put("quote_id", load.quoteId());
        event.put("origin_zip", zip(load.question().lane().originArea()));
        event.put("destination_zip", zip(load.question().lane().destinationArea()));
        event.put("equipment", load.question().lane().equipment());
        event.put("miles", load.miles());
        event.put("weight_lbs", load.question().weightLbs());
        event.put("pickup_date", Date.valueOf(load.question().pickupDate()));
        event.put("currency", "USD");
        return event;
    }

    static Map<String, Object> covered(TrainingLoad load) {
        Map<String, Object> event =
                event("load.covered", load.quoteId() + "-c", load.load().knownAt());
        event.put("quote_id", load.quoteId());
        event.put("load_id", load.load().loadId());
        event.put("carrier_id", load.load().carrierId());
        event.put("carrier_cost", cents(load.cost()));
        event.put("fuel_included", true);
        return event;
    }

    static Map<String, Object> event(String type, String id, Instant time) {
        Map<String, Object> event = new HashMap<>();
        event.put("event_id", id);
        event.put("source", "test");
        event.put("type", type);
        event.put("event_time", Timestamp.from(time));
        event.put("ingest_time", Timestamp.from(time));
        event.put("batch_id", 1L);
        return event;
    }

    static void write(Lake lake, List<Map<String, Object>> events, long version) {
        StructType schema = lake.schema("silver.quotes");
        StructType nullable = new StructType();
        for (StructField field : schema.fields()) {
            nullable = nullable.add(field.name(), field.dataType(), true);
        }
        StructType columns = nullable;
        List<Row> rows = events.stream()
                .map(event -> RowFactory.create(java.util.Arrays.stream(columns.fieldNames())
                        .map(event::get)
                        .toArray()))
                .toList();
        lake.append("silver.quotes", lake.session().createDataFrame(rows, columns), "test", version);
    }

    private static String area(int index) {
        return ZIPS.get(index).substring(0, 3);
    }

    private static String zip(String area) {
        return ZIPS.stream().filter(zip -> zip.startsWith(area)).findFirst().orElseThrow();
    }

    private static BigDecimal cents(double amount) {
        return BigDecimal.valueOf(amount).setScale(2, RoundingMode.HALF_UP);
    }
}

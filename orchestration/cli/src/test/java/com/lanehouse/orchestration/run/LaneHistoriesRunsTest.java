package com.lanehouse.orchestration.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.Job;
import com.lanehouse.jobs.lanehistories.CoveredLoadsJob;
import com.lanehouse.jobs.lanehistories.LaneHistoriesJob;
import com.lanehouse.lake.Lake;
import com.lanehouse.lake.TestingLake;
import com.lanehouse.pipeline.ingest.TestingBatches;
import com.lanehouse.pipeline.ingest.TestingBatches.Record;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lane histories from run to run: gone on with where that gives the same bits as beginning anew. */
class LaneHistoriesRunsTest {
    private static final List<Job> JOBS = List.of(new CoveredLoadsJob(), new LaneHistoriesJob());
    private static final Instant WEDNESDAY = Instant.parse("2026-03-25T00:00:00Z");
    private static final String BOOK_OF_WEDNESDAY = "what comes after 2026-03-16T00:00:00Z";

    @TempDir
    private Path folder;

    private final Random random = new Random(7);
    private TestingBatches batches;
    private Lake lake;
    private JobRunner runner;

    @BeforeEach
    void open() {
        batches = new TestingBatches(folder.resolve("lake"));
        lake = TestingLake.open(folder.resolve("lake"));
        runner = new JobRunner(lake, JOBS);
        batches.ingest(loads(WEDNESDAY.minus(Duration.ofDays(60)), 59, 4));
        assertThat(run(WEDNESDAY, false).computed()).isEqualTo("everything");
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void they_go_on_from_the_book_of_the_week_before_last() {
        batches.ingest(loads(WEDNESDAY, 1, 4));

        assertThat(run(WEDNESDAY.plus(Duration.ofDays(1)), false).computed()).isEqualTo(BOOK_OF_WEDNESDAY);

        requireSameAnew(WEDNESDAY.plus(Duration.ofDays(1)));
    }

    @Test
    void the_book_moves_on_with_the_weeks() {
        Instant thursday = WEDNESDAY.plus(Duration.ofDays(8));
        batches.ingest(loads(WEDNESDAY, 8, 4));

        assertThat(run(thursday, false).computed()).isEqualTo(BOOK_OF_WEDNESDAY);

        requireSameAnew(thursday);
        batches.ingest(loads(thursday, 1, 4));
        assertThat(run(thursday.plus(Duration.ofDays(1)), false).computed())
                .isEqualTo("what comes after 2026-03-23T00:00:00Z");
        requireSameAnew(thursday.plus(Duration.ofDays(1)));
    }

    @Test
    void a_load_that_is_cancelled_within_the_book_means_everything() {
        batches.ingest(List.of(cancelled(WEDNESDAY.minus(Duration.ofDays(20)), 0)));

        assertThat(run(WEDNESDAY.plus(Duration.ofDays(1)), false).computed()).isEqualTo("everything");

        requireSameAnew(WEDNESDAY.plus(Duration.ofDays(1)));
    }

    @Test
    void a_load_that_is_cancelled_after_the_book_does_not() {
        batches.ingest(List.of(cancelled(WEDNESDAY.minus(Duration.ofDays(2)), 0)));

        assertThat(run(WEDNESDAY.plus(Duration.ofDays(1)), false).computed()).isEqualTo(BOOK_OF_WEDNESDAY);

        requireSameAnew(WEDNESDAY.plus(Duration.ofDays(1)));
    }

    /** Of the loads before three quarters are without fuel; so many with fuel turn it over. */
    @Test
    void the_usual_fuel_basis_may_change_on_the_way() {
        long before = lake.read("gold.lane_histories")
                .selectExpr("sum(loads)")
                .first()
                .getLong(0);
        batches.ingest(loads(WEDNESDAY, 1, 400));

        assertThat(run(WEDNESDAY.plus(Duration.ofDays(1)), false).computed()).isEqualTo(BOOK_OF_WEDNESDAY);

        assertThat(lake.read("gold.lane_histories")
                        .where("as_of = '2026-03-26'")
                        .selectExpr("sum(loads)")
                        .first()
                        .getLong(0))
                .isGreaterThan(400 * 3 / 4 - 60)
                .isNotEqualTo(before);
        requireSameAnew(WEDNESDAY.plus(Duration.ofDays(1)));
    }

    private void requireSameAnew(Instant asOf) {
        assertThat(run(asOf, true).rowsOut()).isZero();
    }

    private JobResult run(Instant asOf, boolean full) {
        List<JobResult> results = runner.run(new RunConfig(List.of(), asOf, null, full), result -> {});
        assertThat(results).extracting(JobResult::error).containsOnlyNulls();
        return results.getLast();
    }

    /** Every so many hours one: on three lanes, some a fee, a quarter on the other fuel basis than the rest of the day. */
    private List<Record> loads(Instant from, int days, int aDay) {
        List<Record> records = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            for (int i = 0; i < aDay; i++) {
                Instant known = from.plus(Duration.ofDays(day)).plusSeconds(i * (86_400L / aDay));
                String load = load(known.minusSeconds(known.getEpochSecond() % 86_400), i);
                records.add(event("quote.priced", "p-" + load, known.minusSeconds(60), """
                        "quote_id":"q-%1$s","company_id":"c","segment":"smb","origin":{"zip":"60601"},\
                        "destination":{"zip":"%2$s0001"},"equipment":"van","pickup_date":"2026-04-01","miles":%3$d,\
                        "cost_estimate":1000,"price":1200,"currency":"USD","fuel_included":true,"rate_source":"model",\
                        "latency_ms":5""".formatted(
                                load, List.of("3", "7", "9").get(i % 3), 300 + random.nextInt(900))));
                records.add(event("load.covered", "v-" + load, known, """
                        "load_id":"l-%1$s","quote_id":"q-%1$s","carrier_id":"k%2$d","carrier_cost":%3$d,\
                        "fuel_included":%4$s""".formatted(
                                load,
                                random.nextInt(9),
                                i % 7 == 6 ? 100 : 700 + random.nextInt(2_000),
                                aDay > 4 == i % 4 > 0)));
            }
        }
        return records;
    }

    private static Record cancelled(Instant day, int number) {
        return event(
                "load.cancelled",
                "x-" + load(day, number),
                WEDNESDAY.plusSeconds(60),
                "\"load_id\":\"l-%s\"".formatted(load(day, number)));
    }

    private static String load(Instant day, int number) {
        return day.getEpochSecond() + "-" + number;
    }

    private static Record event(String type, String id, Instant time, String data) {
        return new Record("quotes", """
                {"specversion":"1.0","id":"%s","source":"test","time":"%s","type":"%s","data":{%s}}""".formatted(id, time, type, data));
    }
}

package com.lanehouse.jobs.servicelevels;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.ServiceLevel;
import com.lanehouse.jobs.TestingInputs;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Moments around the edges of windows, at each of which every service level has one record: by the job, and one by one. */
class SloStatusProperties {
    private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");
    private static final int MOMENTS = 400;

    private record Moment(int number, Instant at, boolean good) {}

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void every_window_counts_what_lies_in_it(@ForAll long seed) {
        Random random = new Random(seed);
        Instant asOf = NOON.plus(random.nextLong(3_600_000_000L), ChronoUnit.MICROS);
        List<Moment> moments = IntStream.range(0, MOMENTS)
                .mapToObj(number -> moment(number, random, asOf))
                .toList();
        TestingInputs inputs = new TestingInputs(asOf.toString());
        moments.forEach(moment -> records(inputs, moment));
        Map<String, ServiceLevel> levels =
                ServiceLevel.ALL.stream().collect(Collectors.toMap(ServiceLevel::name, level -> level));

        for (Map<String, Object> row : inputs.run(new SloStatusJob()).get("gold.slo_status")) {
            ServiceLevel level = levels.get((String) row.get("slo"));
            Instant end = (Instant) row.get("window_end");
            RecordCount count = counted(moments, end, level.window());
            Map<String, Double> burnRates = new HashMap<>();
            for (BurnWindow window : BurnWindow.values()) {
                burnRates.put(
                        window.label(), counted(moments, end, window.length()).burnRate(level.objective()));
            }
            assertThat(row)
                    .containsEntry("good", count.good())
                    .containsEntry("total", count.total())
                    .containsEntry("burn_rates", burnRates);
        }
    }

    /** Somewhere in 70 days, or within a microsecond of an edge of a window, seen from a full hour or from T. */
    private static Moment moment(int number, Random random, Instant asOf) {
        Instant at = asOf.minus(random.nextLong(70 * 86_400_000_000L), ChronoUnit.MICROS);
        if (random.nextBoolean()) {
            Instant end = random.nextBoolean() ? asOf : NOON.minus(random.nextInt(30 * 24), ChronoUnit.HOURS);
            Duration length = BurnWindow.values()[random.nextInt(BurnWindow.values().length)].length();
            at = end.minus(random.nextBoolean() ? length : Duration.ZERO)
                    .plus(random.nextInt(3) - 1, ChronoUnit.MICROS);
        }
        return new Moment(number, at, random.nextInt(10) > 0);
    }

    private static void records(TestingInputs inputs, Moment moment) {
        String at = moment.at().toString();
        inputs.event("silver.platform", "probe.checked", at, "service", "s", "up", moment.good());
        inputs.event(
                "silver.quotes",
                "quote.priced",
                at,
                "quote_id",
                "q",
                "rate_source",
                "cache",
                "latency_ms",
                moment.good() ? 200 : 501);
        inputs.event(
                "silver.agents",
                "agent_task.finished",
                at,
                "task_id",
                "task-" + moment.number(),
                "status",
                moment.good() ? "succeeded" : "failed",
                "queued_at",
                moment.at().minusSeconds(moment.good() ? 60 : 61).toString(),
                "started_at",
                at,
                "finished_at",
                at);
    }

    private static RecordCount counted(List<Moment> moments, Instant end, Duration length) {
        Instant beginning = end.minus(length);
        long good = 0;
        long total = 0;
        for (Moment moment : moments) {
            if (moment.at().isAfter(beginning) && !moment.at().isAfter(end)) {
                total++;
                good += moment.good() ? 1 : 0;
            }
        }
        return new RecordCount(good, total);
    }
}

package com.lanehouse.training;

import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.Lane;
import com.lanehouse.features.RateQuestion;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Single loads for cases worked by hand; each becomes known a day after its quote. */
final class TestingLoads {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private TestingLoads() {}

    static TrainingLoad load(String quoteId, Instant askedAt, String from, String to, double miles, double rate) {
        Lane lane = new Lane(from, to, "van");
        return new TrainingLoad(
                quoteId,
                new RateQuestion(lane, miles, null, LocalDate.ofInstant(askedAt, ZoneOffset.UTC), askedAt),
                new CoveredLoad(
                        "load-" + quoteId, null, lane, miles, null, rate * miles, askedAt.plus(Duration.ofDays(1))));
    }

    static TrainingLoad load(String quoteId, String from, String to, double miles, double rate) {
        return load(quoteId, NOON, from, to, miles, rate);
    }
}

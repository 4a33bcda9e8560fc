package com.lanehouse.features;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What is known when a rate is asked for.
 *
 * @param miles road miles, positive
 * @param weightLbs weight in pounds; null when unknown
 * @param pickupDate day of pickup
 * @param askedAt the instant of the quote
 */
public record RateQuestion(Lane lane, double miles, Double weightLbs, LocalDate pickupDate, Instant askedAt) {
    public RateQuestion {
        requireNonNull(lane, "lane is null");
        requireNonNull(pickupDate, "pickupDate is null");
        requireNonNull(askedAt, "askedAt is null");
        CoveredLoad.requirePositive(miles, "miles");
    }

    /** UTC day of the question: histories hold what became known on days before it. */
    public LocalDate askedOn() {
        return LocalDate.ofInstant(askedAt, ZoneOffset.UTC);
    }
}

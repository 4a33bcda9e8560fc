package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.scoring.bulk.LaneRater;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Rates of bulk jobs: those of the desk, on the terms that the company's single rates are given on at the same time. */
final class DeskRater implements LaneRater {
    private static final String CHANNEL = "bulk";

    private final CurrentTerms terms;
    private final RateDesk desk;

    DeskRater(CurrentTerms terms, RateDesk desk) {
        this.terms = requireNonNull(terms, "terms is null");
        this.desk = requireNonNull(desk, "desk is null");
    }

    @Override
    public ObjectNode check(ObjectNode lane, LocalDate today) {
        return RateRequest.of(lane, today).json();
    }

    /** A job has time: it waits for a model and takes no fallback. */
    @Override
    public Optional<Round> round() {
        return terms.aModelServes() ? Optional.of(this::rate) : Optional.empty();
    }

    private RatedLane rate(ObjectNode lane, LocalDate today, ApiKey company, Instant now) {
        long started = System.nanoTime();
        String companyId = company.companyId();
        RateAnswer answer = desk.answer(RateRequest.of(lane, today), company, terms.of(companyId), now);
        double latencyMillis = (System.nanoTime() - started) / 1_000 / 1_000.0;
        return new RatedLane(
                answer.json(),
                answer.served(companyId, CHANNEL, latencyMillis),
                answer.assigned().map(assigned -> Exposures.event(assigned, companyId, now)));
    }
}

package com.lanehouse.scoring.bulk;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.scoring.ApiKey;
import com.lanehouse.scoring.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Rates lanes as {@code POST /v1/rates} does. Thread-safe. */
public interface LaneRater {
    /**
     * Checks a lane.
     *
     * @param lane as the body of {@code POST /v1/rates} has it
     * @param today the day on which it was asked for
     * @return what is to be kept of it; passes this check too
     * @throws Problem naming the first field that is wrong
     */
    ObjectNode check(ObjectNode lane, LocalDate today);

    /** What rates lanes now; empty while there is no model. */
    Optional<Round> round();

    /** Rates some lanes, each on the terms that hold when it is rated. */
    @FunctionalInterface
    interface Round {
        /**
         * Rates a lane.
         *
         * @param lane as {@link #check} returned it
         * @param today the day on which it was asked for
         * @throws Problem when it cannot be rated
         */
        RatedLane rate(ObjectNode lane, LocalDate today, ApiKey company, Instant now);
    }

    /**
     * A lane's rate.
     *
     * @param rate as {@code POST /v1/rates} answers
     * @param served data of {@code rate.served}
     * @param exposed the event that says which arm of an experiment the company saw, the same for all its lanes; empty
     *     outside experiments
     */
    record RatedLane(ObjectNode rate, ObjectNode served, Optional<byte[]> exposed) {
        public RatedLane {
            requireNonNull(rate, "rate is null");
            requireNonNull(served, "served is null");
            requireNonNull(exposed, "exposed is null");
        }
    }
}

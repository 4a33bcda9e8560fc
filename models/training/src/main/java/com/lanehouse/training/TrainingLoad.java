package com.lanehouse.training;

import static java.util.Objects.requireNonNull;

import com.lanehouse.features.CoveredLoad;
import com.lanehouse.features.RateQuestion;

/**
 * A past load with its answer.
 *
 * @param quoteId the quote it came from
 * @param question what was known when it was quoted
 * @param load what it came to cost, and when that became known
 */
public record TrainingLoad(String quoteId, RateQuestion question, CoveredLoad load) {
    public TrainingLoad {
        requireNonNull(quoteId, "quoteId is null");
        requireNonNull(question, "question is null");
        requireNonNull(load, "load is null");
    }

    double cost() {
        return load.cost();
    }

    double miles() {
        return question.miles();
    }
}

package com.lanehouse.training;

/** Which loads' costs are known when a question is put. */
enum Knowledge {
    /** Those that became known on days before the question: what the service would have known. */
    DAYS_BEFORE,

    /**
     * All but those quoted within the question's own stretch of days, seen from the end of them all: what trees must learn
     * from when they will be asked about days on which nothing becomes known any more. The own days stay out, or trees would
     * learn to trust a history that a new load does not have.
     */
    ALL_BUT_OWN_DAYS,

    /** All of them, seen from the day of the question. */
    ALL;

    /** Knowledge of the loads to learn from, when histories move on with the tested ones or are frozen before them. */
    static Knowledge ofTraining(boolean historiesMove) {
        return historiesMove ? DAYS_BEFORE : ALL_BUT_OWN_DAYS;
    }

    /** Knowledge of the tested loads. */
    static Knowledge ofTest(boolean historiesMove) {
        return historiesMove ? DAYS_BEFORE : ALL;
    }
}

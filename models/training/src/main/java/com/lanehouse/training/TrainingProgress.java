package com.lanehouse.training;

/** Hears how far a training is. */
@FunctionalInterface
public interface TrainingProgress {
    /** @param step what begins now, in words for a person */
    void begins(String step);

    /** Hears nothing. */
    static TrainingProgress silent() {
        return step -> {};
    }
}

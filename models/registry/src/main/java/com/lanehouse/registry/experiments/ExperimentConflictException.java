package com.lanehouse.registry.experiments;

/** The experiment is not in a state that allows the change, or somebody else changed it at the same time. */
public final class ExperimentConflictException extends RuntimeException {
    ExperimentConflictException(String message) {
        super(message);
    }
}

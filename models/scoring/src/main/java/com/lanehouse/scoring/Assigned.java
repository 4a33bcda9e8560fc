package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.lanehouse.registry.experiments.Arm;

/** The arm of a running experiment that a company is in. */
record Assigned(String experimentId, int phase, Arm arm) {
    Assigned {
        requireNonNull(experimentId, "experimentId is null");
        requireNonNull(arm, "arm is null");
    }
}

package com.lanehouse.training;

/** A tested load and what was said of it, in dollars. */
record Predicted(TrainingLoad load, double p10, double p50, double p90, BaselineCosts baselines) {
    double cost() {
        return load.cost();
    }

    double naive() {
        return baselines.laneLast();
    }

    double laneMean() {
        return baselines.laneMean();
    }
}

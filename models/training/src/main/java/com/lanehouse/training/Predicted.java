package com.lanehouse.training;

/**
 * A tested load and what was said of it, in dollars.
 *
 * @param naive the lane's last rate
 * @param laneMean the lane's mean rate
 */
record Predicted(TrainingLoad load, double p10, double p50, double p90, double naive, double laneMean) {
    double cost() {
        return load.cost();
    }
}

package com.lanehouse.simulator;

/** Told after each simulated day. */
@FunctionalInterface
public interface SimulationProgress {
    /**
     * @param done days written so far, from 1
     * @param of days in all
     */
    void day(int done, int of);
}

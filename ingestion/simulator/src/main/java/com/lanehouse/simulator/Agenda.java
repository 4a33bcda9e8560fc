package com.lanehouse.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What is to happen on a later day, in the order it was noted. */
final class Agenda {
    private final TreeMap<Integer, List<Runnable>> byDay = new TreeMap<>();

    void on(int day, Runnable step) {
        byDay.computeIfAbsent(day, d -> new ArrayList<>()).add(step);
    }

    /** Does everything noted for the day; steps may note more, for later days. */
    void run(int day) {
        while (!byDay.isEmpty() && byDay.firstKey() <= day) {
            byDay.pollFirstEntry().getValue().forEach(Runnable::run);
        }
    }
}

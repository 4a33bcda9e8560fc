package com.lanehouse.orchestration.bench.crash;

import com.lanehouse.orchestration.bench.crash.Mishap.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts simulated crashes by what was being done. */
final class CrashTally {
    private final Set<Point> points = new HashSet<>();
    private final Map<String, Integer> byKind = new TreeMap<>();
    private int crashes;
    private int again;
    private long records;

    void crashed(Point point) {
        crashes++;
        points.add(point);
        byKind.merge(point.toString().replaceAll(" of .*", ""), 1, Integer::sum);
    }

    void crashedAgain() {
        again++;
    }

    void records(long more) {
        records += more;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s, %,d records: nothing lost, nothing twice".formatted(this, records));
        byKind.forEach((kind, times) -> lines.add("  %-40s %,6d".formatted(kind, times)));
        return lines;
    }

    @Override
    public String toString() {
        return "%,d simulated crashes at %d points, %,d more while recovering".formatted(crashes, points.size(), again);
    }
}

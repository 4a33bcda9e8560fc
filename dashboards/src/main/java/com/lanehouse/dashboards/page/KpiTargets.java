package com.lanehouse.dashboards.page;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Targets of charts are those of the scoreboard, so that they cannot differ. */
final class KpiTargets {
    private KpiTargets() {}

    /** The newest target of a KPI; empty when no snapshot has it. */
    static Optional<Double> newest(PageData data, String kpi) {
        return data.kpis().stream()
                .filter(row -> row.kpi().equals(kpi))
                .max(Comparator.comparing(KpiRow::asOf))
                .map(KpiRow::target);
    }

    static List<Panel.Target> named(PageData data, String kpi, String name) {
        return newest(data, kpi)
                .map(target -> new Panel.Target(name + " " + ValueFormat.PERCENT.formatShort(target), target))
                .stream()
                .toList();
    }
}

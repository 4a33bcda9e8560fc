package com.lanehouse.dashboards.page;

import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** How complete the carriers' profiles are and how many are insured. */
final class DirectorySection {
    private record Status(String name, long carriers, String colour) {}

    private DirectorySection() {}

    static ChartSection of(PageData data, TableCatalog catalog) {
        TableDeclaration table = catalog.table("gold.directory_daily");
        TableDeclaration scorecards = catalog.table("gold.carrier_scorecards");
        List<DirectoryDay> snapshots = data.directory().stream()
                .sorted(Comparator.comparing(DirectoryDay::asOf))
                .toList();
        CoiStatusCounts coi = data.coiStatus();
        List<Status> statuses = List.of(
                new Status("Fresh", coi.fresh(), "coi-fresh"),
                new Status("Expiring", coi.expiring(), "coi-expiring"),
                new Status("Below limit", coi.belowLimit(), "coi-short"),
                new Status("Expired", coi.expired(), "coi-short"),
                new Status("Missing", coi.missing(), "coi-short"));
        String answer = snapshots.isEmpty() ? null : answer(snapshots.getLast(), coi);
        Panel health = new Panel(
                "directory-health",
                "Profiles and insurance over time",
                table.name(),
                "snapshots",
                "percent",
                snapshots.stream()
                        .map(DirectoryDay::asOf)
                        .map(Instant::toString)
                        .toList(),
                List.of(
                        Panel.Series.of(
                                "Profile completeness", ratios(snapshots, DirectoryDay::completeness), "series-1"),
                        Panel.Series.of(
                                "Insurance in force", ratios(snapshots, DirectoryDay::coiFreshness), "series-3")),
                targets(data),
                null,
                ChartSection.describe(
                        "Lines of profile completeness and insurance in force over the snapshots.", answer));
        Panel coverage = new Panel(
                "coi-status",
                "Active carriers by certificate of insurance",
                scorecards.name(),
                "bars",
                "number",
                statuses.stream().map(Status::name).toList(),
                coi.total() == 0
                        ? List.of()
                        : statuses.stream()
                                .map(status ->
                                        Panel.Series.of(status.name(), List.of(status.carriers()), status.colour()))
                                .toList(),
                List.of(),
                null,
                "Bars of active carriers by insurance status: "
                        + String.join(
                                ", ",
                                statuses.stream()
                                        .map(status -> status.name() + " " + ChartSection.cell(status.carriers()))
                                        .toList()));
        List<ChartSection.Column> columns =
                new ArrayList<>(ChartSection.columns(table, "carriers", "completeness", "coi_freshness"));
        columns.addAll(ChartSection.columns(scorecards, "coi_status"));
        return new ChartSection(
                "directory-section",
                "Can we rely on the carrier directory?",
                answer,
                table.comment(),
                columns,
                List.of(health, coverage),
                tables(snapshots, statuses, coi.total()));
    }

    private static List<Double> ratios(List<DirectoryDay> snapshots, Function<DirectoryDay, Double> ratio) {
        return snapshots.stream().map(ratio).toList();
    }

    private static List<Panel.Target> targets(PageData data) {
        List<Panel.Target> targets =
                new ArrayList<>(KpiTargets.named(data, "directory_completeness", "Profile target"));
        targets.addAll(KpiTargets.named(data, "coi_freshness", "Insurance target"));
        return targets;
    }

    private static String answer(DirectoryDay newest, CoiStatusCounts coi) {
        String sentence = "%s: profiles %s complete, %s with insurance in force"
                .formatted(
                        Words.count(newest.carriers(), "active carrier"),
                        ChartSection.cell(newest.completeness()),
                        ChartSection.cell(newest.coiFreshness()));
        return coi.total() == 0
                ? sentence + "."
                : "%s; %s a new certificate within 30 days."
                        .formatted(
                                sentence,
                                coi.expiring() == 1
                                        ? "1 carrier needs"
                                        : ChartSection.cell(coi.expiring()) + " carriers need");
    }

    private static List<ChartSection.DataTable> tables(
            List<DirectoryDay> snapshots, List<Status> statuses, long carriers) {
        List<ChartSection.DataTable> tables = new ArrayList<>();
        if (!snapshots.isEmpty()) {
            tables.add(new ChartSection.DataTable(
                    "Directory snapshots, newest first",
                    List.of("Snapshot", "Active carriers", "Profile completeness", "Insurance in force"),
                    snapshots.reversed().stream()
                            .map(row -> new ChartSection.Row(
                                    Words.minute(row.asOf()),
                                    List.of(
                                            ChartSection.cell(row.carriers()),
                                            ChartSection.cell(row.completeness()),
                                            ChartSection.cell(row.coiFreshness()))))
                            .toList()));
        }
        if (carriers > 0) {
            tables.add(new ChartSection.DataTable(
                    "Active carriers by certificate of insurance",
                    List.of("Certificate", "Carriers", "Share"),
                    statuses.stream()
                            .map(status -> new ChartSection.Row(
                                    status.name(),
                                    List.of(
                                            ChartSection.cell(status.carriers()),
                                            ChartSection.cell((double) status.carriers() / carriers))))
                            .toList()));
        }
        return tables;
    }
}

package com.lanehouse.dashboards.page;

import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Units used per day and feature over the last weeks. */
final class UsageSection {
    private static final int DAYS = 91;
    private static final int COMPARED_DAYS = 28;
    private static final int FEATURES_AT_MOST = 6;
    private static final String THE_REST = "All other features";

    private UsageSection() {}

    static ChartSection of(PageData data, TableCatalog catalog) {
        TableDeclaration table = catalog.table("gold.usage_daily");
        LocalDate today = Words.utcDay(data.asOf());
        Map<String, Map<LocalDate, Long>> byFeature = byFeature(data.usage(), today);
        List<LocalDate> days = days(byFeature);
        List<String> labels =
                days.stream().map(day -> Words.day(day, data.asOf())).toList();
        List<Panel.Series> series = new ArrayList<>();
        for (var feature : byFeature.entrySet()) {
            series.add(Panel.Series.of(
                    feature.getKey(),
                    // A day without a row is a day without use.
                    days.stream()
                            .map(day -> feature.getValue().getOrDefault(day, 0L))
                            .toList(),
                    "series-" + (series.size() + 1)));
        }
        String answer = days.isEmpty() ? null : answer(total(byFeature), days.getFirst(), today);
        Panel panel = new Panel(
                "usage",
                "Units used per day",
                table.name(),
                "stacked",
                "number",
                labels,
                series,
                List.of(),
                null,
                ChartSection.describe("Stacked bars of units used per day, by feature.", answer));
        return new ChartSection(
                "usage-section",
                "How much is the product used?",
                answer,
                table.comment(),
                ChartSection.columns(table, "qty", "day"),
                List.of(panel),
                days.isEmpty() ? List.of() : List.of(table(labels, series)));
    }

    /** Qty by feature and day, the most used feature first, small ones taken together. */
    private static Map<String, Map<LocalDate, Long>> byFeature(List<UsageDay> usage, LocalDate today) {
        List<UsageDay> recent = usage.stream()
                .filter(row -> !row.day().isAfter(today) && row.day().isAfter(today.minusDays(DAYS)))
                .toList();
        Map<String, Long> totals = recent.stream()
                .collect(Collectors.groupingBy(
                        UsageDay::featureKey, TreeMap::new, Collectors.summingLong(UsageDay::qty)));
        List<String> mostUsed = totals.keySet().stream()
                .sorted(Comparator.<String, Long>comparing(totals::get).reversed())
                .toList();
        List<String> shown = mostUsed.size() <= FEATURES_AT_MOST ? mostUsed : mostUsed.subList(0, FEATURES_AT_MOST - 1);
        Map<String, Map<LocalDate, Long>> byFeature = new LinkedHashMap<>();
        shown.forEach(feature -> byFeature.put(Words.humanize(feature), new TreeMap<>()));
        for (UsageDay row : recent) {
            String name = shown.contains(row.featureKey()) ? Words.humanize(row.featureKey()) : THE_REST;
            byFeature.computeIfAbsent(name, key -> new TreeMap<>()).merge(row.day(), row.qty(), Long::sum);
        }
        return byFeature;
    }

    private static List<LocalDate> days(Map<String, Map<LocalDate, Long>> byFeature) {
        Map<LocalDate, Long> total = total(byFeature);
        if (total.isEmpty()) {
            return List.of();
        }
        TreeMap<LocalDate, Long> sorted = new TreeMap<>(total);
        return sorted.firstKey().datesUntil(sorted.lastKey().plusDays(1)).toList();
    }

    private static Map<LocalDate, Long> total(Map<String, Map<LocalDate, Long>> byFeature) {
        Map<LocalDate, Long> total = new TreeMap<>();
        byFeature.values().forEach(days -> days.forEach((day, qty) -> total.merge(day, qty, Long::sum)));
        return total;
    }

    private static String answer(Map<LocalDate, Long> total, LocalDate firstDay, LocalDate today) {
        LocalDate from = today.minusDays(COMPARED_DAYS);
        long now = sum(total, from, today);
        String sentence = "%s in the %d days to %s"
                .formatted(Words.count(now, "unit"), COMPARED_DAYS, Words.day(today.minusDays(1)));
        LocalDate before = from.minusDays(COMPARED_DAYS);
        long earlier = sum(total, before, from);
        if (firstDay.isAfter(before) || earlier == 0) {
            return sentence + ".";
        }
        return "%s, %s %% against the %d days before."
                .formatted(
                        sentence,
                        ValueFormat.NUMBER.formatChange(100.0 * (now - earlier) / earlier, 1),
                        ChronoUnit.DAYS.between(before, from));
    }

    private static long sum(Map<LocalDate, Long> total, LocalDate from, LocalDate until) {
        return total.entrySet().stream()
                .filter(day -> !day.getKey().isBefore(from) && day.getKey().isBefore(until))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static ChartSection.DataTable table(List<String> labels, List<Panel.Series> series) {
        List<String> header = new ArrayList<>(List.of("Day"));
        series.forEach(one -> header.add(one.name()));
        List<ChartSection.Row> rows = new ArrayList<>();
        for (int i = labels.size() - 1; i >= 0; i--) {
            int day = i;
            rows.add(new ChartSection.Row(
                    labels.get(day),
                    series.stream()
                            .map(one -> ChartSection.cell(one.values().get(day).longValue()))
                            .toList()));
        }
        return new ChartSection.DataTable("Units used per day, newest first", header, rows);
    }
}

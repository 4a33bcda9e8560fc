package com.lanehouse.dashboards.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The newest snapshot of the KPIs against their targets.
 *
 * @param headline the scoreboard in one sentence
 * @param bar shares of the snapshot by status, for a bar of 100 units
 * @param missed the cards that want attention, in the order of the page
 * @param groups without empty ones
 */
record Scoreboard(String headline, List<BarPart> bar, List<KpiCard> missed, List<Group> groups) {

    record Group(String name, List<KpiCard> cards) {}

    record BarPart(String status, double from, double width) {}

    static Scoreboard of(List<KpiRow> rows, KpiPresentations presentations) {
        Map<String, List<KpiRow>> byKpi =
                rows.stream().collect(Collectors.groupingBy(KpiRow::kpi, TreeMap::new, Collectors.toList()));
        Instant newest =
                rows.stream().map(KpiRow::asOf).max(Comparator.naturalOrder()).orElse(null);
        // A KPI that the newest snapshot no longer has is history, not a state.
        byKpi.values()
                .removeIf(
                        history -> history.stream().noneMatch(row -> row.asOf().equals(newest)));

        List<String> inOrder = byKpi.keySet().stream()
                .sorted(Comparator.<String>comparingInt(presentations::place).thenComparing(Comparator.naturalOrder()))
                .toList();
        Map<String, List<KpiCard>> byGroup = new TreeMap<>();
        List<KpiCard> all = new ArrayList<>();
        for (String kpi : inOrder) {
            KpiPresentation presentation = presentations.of(kpi);
            KpiCard card = KpiCard.of(presentation, byKpi.get(kpi), "kpi-" + (all.size() + 1));
            all.add(card);
            byGroup.computeIfAbsent(presentation.group(), name -> new ArrayList<>())
                    .add(card);
        }
        return new Scoreboard(
                headline(all),
                bar(all),
                all.stream().filter(card -> card.status().equals("missed")).toList(),
                presentations.groups().stream()
                        .filter(byGroup::containsKey)
                        .map(name -> new Group(name, byGroup.get(name)))
                        .toList());
    }

    private static String headline(List<KpiCard> cards) {
        if (cards.isEmpty()) {
            return "No targets measured yet";
        }
        return "%d of %s met, %d missed, %d without data yet"
                .formatted(
                        count(cards, "met"),
                        Words.count(cards.size(), "target"),
                        count(cards, "missed"),
                        count(cards, "no_data"));
    }

    private static List<BarPart> bar(List<KpiCard> cards) {
        List<BarPart> parts = new ArrayList<>();
        double from = 0;
        for (String status : List.of("met", "missed", "no_data")) {
            double width = cards.isEmpty() ? 0 : 100.0 * count(cards, status) / cards.size();
            if (width > 0) {
                parts.add(new BarPart(status, from, width));
                from += width;
            }
        }
        return parts;
    }

    private static long count(List<KpiCard> cards, String status) {
        return cards.stream().filter(card -> card.status().equals(status)).count();
    }
}

package com.lanehouse.dashboards.page;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * One KPI as the scoreboard shows it.
 *
 * @param id fragment that other parts of the page link to
 * @param status met, missed or no_data
 * @param statusWord the status in words
 * @param value human form, a dash when there is none
 * @param why what is missing, for a KPI that cannot be judged; else null
 * @param change against the snapshot before; null when either has no value
 * @param sparkline null without any value
 * @param trend the sparkline in words
 */
record KpiCard(
        String id,
        String label,
        String about,
        String status,
        String statusWord,
        String value,
        String target,
        String why,
        String source,
        Change change,
        Sparkline sparkline,
        String trend) {
    private static final String NO_VALUE = "\u2013";
    private static final int DECIMALS_AT_MOST = 4;
    private static final int SNAPSHOTS_AT_MOST = 30;

    /**
     * @param arrow where the value went
     * @param verdict better, worse or empty
     */
    record Change(String arrow, String text, String verdict) {}

    /**
     * @param history every snapshot of the KPI, the one to show among them as the newest
     * @param id unique within the page
     */
    static KpiCard of(KpiPresentation presentation, List<KpiRow> history, String id) {
        List<KpiRow> all =
                history.stream().sorted(Comparator.comparing(KpiRow::asOf)).toList();
        List<KpiRow> oldestFirst = all.subList(Math.max(0, all.size() - SNAPSHOTS_AT_MOST), all.size());
        KpiRow now = oldestFirst.getLast();
        ValueFormat format = presentation.format();
        Sparkline sparkline = Sparkline.of(
                oldestFirst.stream()
                        .map(row -> new Sparkline.Point(row.asOf(), row.value()))
                        .toList(),
                now.direction().equals("within") ? List.of(-now.target(), now.target()) : List.of(now.target()));
        return new KpiCard(
                id,
                presentation.label(),
                presentation.about(),
                now.status(),
                statusWord(now),
                now.value() == null ? NO_VALUE : format.format(now.value(), decimals(now, presentation)),
                target(now, format),
                why(now),
                now.source(),
                oldestFirst.size() < 2
                        ? null
                        : change(oldestFirst.get(oldestFirst.size() - 2), now, presentation, now.asOf()),
                sparkline,
                trend(oldestFirst, presentation));
    }

    private static String statusWord(KpiRow row) {
        return switch (row.status()) {
            case "met" -> "Met";
            case "missed" -> "Missed";
            default -> "No data";
        };
    }

    private static String why(KpiRow row) {
        if (!row.undecided()) {
            return null;
        }
        return row.value() == null ? "No data yet" : "Too few records to judge";
    }

    /** A missed target must not look met by rounding (84.96 % against 85 %). */
    private static int decimals(KpiRow row, KpiPresentation presentation) {
        int decimals = presentation.decimals();
        ValueFormat format = presentation.format();
        while (row.status().equals("missed")
                && decimals < DECIMALS_AT_MOST
                && format.format(Math.abs(row.value()), decimals).equals(format.format(row.target(), decimals))) {
            decimals++;
        }
        return decimals;
    }

    private static String target(KpiRow row, ValueFormat format) {
        String target = format.formatShort(row.target());
        return switch (row.direction()) {
            case "at_least" -> "\u2265\u00a0" + target;
            case "at_most" -> "\u2264\u00a0" + target;
            default -> "within \u00b1" + target;
        };
    }

    private static Change change(KpiRow before, KpiRow now, KpiPresentation presentation, Instant asOf) {
        if (before.value() == null || now.value() == null) {
            return null;
        }
        double difference = now.value() - before.value();
        String since = " since " + Words.earlier(before.asOf(), asOf);
        if (presentation.format().roundsToZero(difference, presentation.decimals())) {
            return new Change("=", "unchanged" + since, "");
        }
        return new Change(
                difference > 0 ? "\u25b2" : "\u25bc",
                presentation.format().formatChange(difference, presentation.decimals()) + since,
                nearer(before.value(), now.value(), now.direction()) ? "better" : "worse");
    }

    private static boolean nearer(double before, double now, String direction) {
        return switch (direction) {
            case "at_least" -> now > before;
            case "at_most" -> now < before;
            default -> Math.abs(now) < Math.abs(before);
        };
    }

    private static String trend(List<KpiRow> oldestFirst, KpiPresentation presentation) {
        return "Trend: "
                + String.join(
                        "; ",
                        oldestFirst.stream()
                                .map(row -> Words.day(Words.utcDay(row.asOf())) + " "
                                        + (row.value() == null
                                                ? "no data"
                                                : presentation.format().format(row.value(), presentation.decimals())))
                                .toList());
    }
}

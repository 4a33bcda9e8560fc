package com.lanehouse.dashboards.page;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A page of invented rows, to look at: {@code SamplePage OUT [full|hostile|empty]}. */
final class SamplePage {
    static final Instant AS_OF = Instant.parse("2026-03-18T09:30:00Z");
    static final String HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{x}}";

    private SamplePage() {}

    public static void main(String[] arguments) throws IOException {
        ExecutivePage.write(
                switch (arguments.length < 2 ? "full" : arguments[1]) {
                    case "hostile" -> hostile();
                    case "empty" -> empty();
                    default -> full();
                },
                Path.of(arguments[0]));
    }

    /** Before anything has happened. */
    static PageData empty() {
        return new PageData(
                AS_OF, null, false, List.of(), List.of(), List.of(), List.of(), List.of(), CoiStatusCounts.NONE);
    }

    /** Every text that can come from data would run as a script if it were not escaped. */
    static PageData hostile() {
        LocalDate month = LocalDate.parse("2026-03-01");
        return new PageData(
                AS_OF,
                AS_OF,
                true,
                List.of(
                        new KpiRow(AS_OF, HOSTILE, 0.4, 0.5, "at_least", "missed", HOSTILE),
                        new KpiRow(AS_OF, "quote_to_book." + HOSTILE, null, 0.5, "at_least", "no_data", HOSTILE)),
                List.of(new UsageDay(month, HOSTILE, 3, 1), new UsageDay(month, "__proto__", 2, 1)),
                List.of(new QuoteFunnelRow(month, HOSTILE, HOSTILE, 4, 1, 1, 1, 1)),
                List.of(
                        new PricingVarianceRow(month, "all", "all", 40, 0, 0.01, 0.05, 0.9, "met"),
                        new PricingVarianceRow(month, "equipment", HOSTILE, 40, 0, 0.01, 0.05, 0.9, HOSTILE)),
                List.of(new DirectoryDay(AS_OF, 5, 0.8, 0.9)),
                new CoiStatusCounts(3, 1, 1, 0, 0));
    }

    /** A market of half a year. */
    static PageData full() {
        return new PageData(
                AS_OF,
                AS_OF.minus(4, ChronoUnit.MINUTES),
                true,
                kpis(),
                usage(),
                quoteFunnel(),
                pricingVariance(),
                directory(),
                new CoiStatusCounts(812, 96, 21, 58, 31));
    }

    private static List<KpiRow> kpis() {
        List<KpiRow> rows = new ArrayList<>();
        add(rows, "trial_conversion", "at_least", 0.20, 0.171, 0.183, 0.192, 0.214, 0.243);
        add(rows, "net_mrr_growth", "at_least", 0.12, 0.09, 0.09, 0.09, 0.104, 0.104);
        add(rows, "logo_churn", "at_most", 0.05, 0.041, 0.041, 0.041, 0.036, 0.036);
        add(rows, "quote_to_book", "at_least", 0.25, 0.262, 0.258, 0.261, 0.264, 0.268);
        add(rows, "quote_to_book.smb", "at_least", 0.25, 0.291, 0.288, 0.280, 0.283, 0.279);
        add(rows, "quote_to_book.mid_market", "at_least", 0.25, 0.252, 0.253, 0.255, 0.251, 0.2497);
        add(rows, "quote_to_book.enterprise", "at_least", 0.25, 0.218, 0.221, 0.229, 0.236, 0.258);
        add(rows, "pricing_variance", "within", 0.08, -0.062, -0.062, -0.062, -0.031, -0.031);
        add(rows, "model_accuracy", "at_least", 0.95, null, null, 0.918, 0.931, 0.931);
        add(rows, "directory_completeness", "at_least", 0.85, 0.842, 0.851, 0.857, 0.861, 0.864);
        add(rows, "coi_freshness", "at_least", 0.90, 0.931, 0.928, 0.915, 0.902, 0.892);
        add(rows, "agent_success", "at_least", 0.98, 0.985, 0.991, 0.979, 0.988, 0.9932);
        add(rows, "agent_queue_seconds_p95", "at_most", 60.0, 31.0, 35.0, 28.0, 40.0, 33.0);
        add(rows, "quote_p95_ms", "at_most", 500.0, 388.0, 402.0, 431.0, 395.0, 412.0);
        add(rows, "cached_quote_p95_ms", "at_most", 200.0, 88.0, 91.0, 86.0, 90.0, 90.0);
        add(rows, "uptime", "at_least", 0.999, 0.9996, 0.9997, 0.9994, 0.9995, 0.9995);
        add(rows, "p1_response_hours", "at_most", 4.0, null, null, null, null, 1.5);
        add(rows, "p2_response_hours", "at_most", 24.0, null, null, null, null, null);
        add(rows, "audit_coverage", "at_least", 1.0, null, null, null, null, null);
        add(rows, "audit_gaps_critical", "at_most", 0.0, null, null, null, null, null);
        add(rows, "audit_gaps_minor", "at_most", 3.0, null, null, null, null, null);
        add(rows, "dsr_days_max", "at_most", 7.0, 3.2, 3.2, 4.9, 4.9, 4.9);
        add(rows, "critical_finding_days", "at_most", 14.0, null, null, null, null, null);
        add(rows, "rpo_minutes", "at_most", 15.0, 6.0, 6.0, 6.0, 5.0, 5.0);
        add(rows, "rto_minutes", "at_most", 30.0, 22.0, 22.0, 22.0, 18.5, 18.5);
        return rows;
    }

    private static void add(List<KpiRow> rows, String kpi, String direction, double target, Double... values) {
        for (int i = 0; i < values.length; i++) {
            boolean now = i == values.length - 1;
            Instant at = now
                    ? AS_OF
                    : Instant.parse("2026-03-16T00:00:00Z").minus(7L * (values.length - 2 - i), ChronoUnit.DAYS);
            Double value = values[i];
            rows.add(
                    new KpiRow(at, kpi, value, target, direction, status(value, direction, target), "gold.slo_status"));
        }
    }

    private static String status(Double value, String direction, double target) {
        if (value == null) {
            return "no_data";
        }
        boolean met = switch (direction) {
            case "at_least" -> value >= target;
            case "at_most" -> value <= target;
            default -> Math.abs(value) <= target;
        };
        return met ? "met" : "missed";
    }

    private static List<UsageDay> usage() {
        Random random = new Random(7);
        List<UsageDay> rows = new ArrayList<>();
        LocalDate today = LocalDate.parse("2026-03-18");
        for (LocalDate day = today.minusDays(89); !day.isAfter(today); day = day.plusDays(1)) {
            double week = day.getDayOfWeek().getValue() > 5 ? 0.35 : 1;
            double growth = 1 + ChronoUnit.DAYS.between(today.minusDays(89), day) / 200.0;
            double level = week * growth * (day.equals(today) ? 0.4 : 1);
            rows.add(new UsageDay(day, "quotes", (long) (2400 * level * (0.9 + 0.2 * random.nextDouble())), 900));
            rows.add(new UsageDay(day, "bulk_jobs", (long) (420 * level * (0.8 + 0.4 * random.nextDouble())), 420));
            rows.add(new UsageDay(day, "directory_invites", (long) (160 * level * (0.7 + random.nextDouble())), 160));
        }
        return rows;
    }

    private static List<QuoteFunnelRow> quoteFunnel() {
        Random random = new Random(11);
        List<QuoteFunnelRow> rows = new ArrayList<>();
        List<String> segments = List.of("smb", "mid_market", "enterprise");
        for (int ago = 5; ago >= 0; ago--) {
            LocalDate month = YearMonth.parse("2026-03").minusMonths(ago).atDay(1);
            for (String segment : segments) {
                double rate = 0.28 - 0.02 * segments.indexOf(segment) - 0.006 * ago * segments.indexOf(segment);
                for (String equipment : List.of("van", "reefer", "flatbed")) {
                    long quotes = (long) ((ago == 0 ? 380 : 620) * (0.8 + 0.4 * random.nextDouble()));
                    long open = ago == 0 ? quotes * 7 / 10 : 0;
                    long booked = (long) ((quotes - open) * (rate + 0.03 * random.nextDouble()));
                    long lost = (quotes - open) * 4 / 10;
                    rows.add(new QuoteFunnelRow(
                            month, segment, equipment, quotes, booked, lost, quotes - open - booked - lost, open));
                }
            }
        }
        return rows;
    }

    private static List<PricingVarianceRow> pricingVariance() {
        List<PricingVarianceRow> rows = new ArrayList<>();
        double[][] signed = {
            {-0.071, -0.062, -0.031, -0.022, -0.031, 0.012},
            {-0.052, -0.048, -0.02, -0.011, -0.02, 0.02},
            {-0.112, -0.094, -0.061, -0.052, -0.066, -0.03},
            {-0.081, -0.06, -0.022, 0.01, -0.018, 0.062}
        };
        List<String> values = List.of("all", "van", "reefer", "flatbed");
        for (int series = 0; series < values.size(); series++) {
            for (int i = 0; i < 6; i++) {
                LocalDate month = YearMonth.parse("2025-10").plusMonths(i).atDay(1);
                double value = signed[series][i];
                boolean thin = i == 5 && series == 3;
                rows.add(new PricingVarianceRow(
                        month,
                        series == 0 ? "all" : "equipment",
                        values.get(series),
                        thin ? 22 : 1240 / (series + 1),
                        37,
                        value,
                        0.055 + Math.abs(value) / 2 + 0.004 * series,
                        0.7,
                        thin ? "no_data" : Math.abs(value) <= 0.08 ? "met" : "missed"));
            }
        }
        return rows;
    }

    private static List<DirectoryDay> directory() {
        List<DirectoryDay> rows = new ArrayList<>();
        for (int ago = 29; ago >= 0; ago--) {
            rows.add(new DirectoryDay(
                    AS_OF.minus(ago, ChronoUnit.DAYS), 1018 - ago, 0.864 - 0.0009 * ago, 0.892 + 0.0016 * ago));
        }
        return rows;
    }
}

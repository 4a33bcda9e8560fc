package com.lanehouse.dashboards.page;

import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** How far quoted costs are from actual ones: signed, and absolute so that opposite errors do not hide each other. */
final class PricingVarianceSection {
    private static final Comparator<PricingVarianceRow> ALL_FIRST = Comparator.<PricingVarianceRow, Boolean>comparing(
                    row -> !row.scope().equals("all"))
            .thenComparing(PricingVarianceRow::scopeValue);

    private PricingVarianceSection() {}

    static ChartSection of(PageData data, TableCatalog catalog) {
        TableDeclaration table = catalog.table("gold.pricing_variance_monthly");
        List<PricingVarianceRow> rows = data.pricingVariance().stream()
                .filter(row -> row.scope().equals("all") || row.scope().equals("equipment"))
                .toList();
        List<LocalDate> months =
                rows.stream().map(PricingVarianceRow::month).distinct().sorted().toList();
        List<String> labels =
                months.stream().map(month -> Words.month(month, data.asOf())).toList();
        String answer = rows.stream()
                .filter(row -> row.scope().equals("all"))
                .max(Comparator.comparing(PricingVarianceRow::month))
                .map(row -> answer(row, labels.getLast()))
                .orElse(null);
        Panel signed = new Panel(
                "pricing-signed",
                "Signed: are we above or below cost?",
                table.name(),
                "lines",
                "percent",
                labels,
                series(rows, months, PricingVarianceRow::signedVariance),
                List.of(),
                KpiTargets.newest(data, "pricing_variance").orElse(null),
                ChartSection.describe(
                        "Lines of signed pricing variance per month, all loads and by equipment.", answer));
        Panel absolute = new Panel(
                "pricing-absolute",
                "Absolute: how far off is a typical load?",
                table.name(),
                "lines",
                "percent",
                labels,
                series(rows, months, PricingVarianceRow::mape),
                List.of(),
                null,
                ChartSection.describe(
                        "Lines of the mean absolute pricing variance per month, all loads and by equipment.", answer));
        return new ChartSection(
                "pricing-section",
                "Do our quotes match what loads cost?",
                answer,
                table.comment(),
                ChartSection.columns(table, "signed_variance", "mape", "status"),
                List.of(signed, absolute),
                rows.isEmpty() ? List.of() : List.of(table(rows, data)));
    }

    private static List<Panel.Series> series(
            List<PricingVarianceRow> rows, List<LocalDate> months, Function<PricingVarianceRow, Double> ratio) {
        List<Panel.Series> series = new ArrayList<>();
        for (String name : rows.stream()
                .sorted(ALL_FIRST)
                .map(PricingVarianceSection::name)
                .distinct()
                .toList()) {
            List<PricingVarianceRow> byMonth = new ArrayList<>();
            for (LocalDate month : months) {
                byMonth.add(rows.stream()
                        .filter(row -> row.month().equals(month) && name(row).equals(name))
                        .findFirst()
                        .orElse(null));
            }
            List<Double> values = new ArrayList<>();
            byMonth.forEach(row -> values.add(row == null ? null : ratio.apply(row)));
            series.add(new Panel.Series(
                    name,
                    values,
                    series.isEmpty() ? "series-all" : "series-" + series.size(),
                    byMonth.stream()
                            .map(row -> row != null && row.status().equals("no_data"))
                            .toList()));
        }
        return series;
    }

    private static String name(PricingVarianceRow row) {
        return row.scope().equals("all") ? "All loads" : Words.humanize(row.scopeValue());
    }

    private static String answer(PricingVarianceRow row, String month) {
        if (row.signedVariance() == null || row.mape() == null) {
            return "%s: no load counts yet, %s excluded.".formatted(month, ChartSection.cell(row.excluded()));
        }
        return "%s: quotes were %s %s actual cost over %s; a load was %s off on average%s."
                .formatted(
                        month,
                        ValueFormat.PERCENT.format(Math.abs(row.signedVariance()), 1),
                        row.signedVariance() < 0 ? "below" : "above",
                        Words.count(row.loads(), "load"),
                        ValueFormat.PERCENT.format(row.mape(), 1),
                        row.status().equals("no_data") ? " (too few loads to judge)" : "");
    }

    private static ChartSection.DataTable table(List<PricingVarianceRow> rows, PageData data) {
        return new ChartSection.DataTable(
                "Pricing variance by month and equipment, newest first",
                List.of(
                        "Month",
                        "Loads of",
                        "Loads",
                        "Excluded",
                        "Signed",
                        "Mean absolute",
                        "Within tolerance",
                        "Status"),
                rows.stream()
                        .sorted(Comparator.comparing(PricingVarianceRow::month)
                                .reversed()
                                .thenComparing(ALL_FIRST))
                        .map(row -> new ChartSection.Row(
                                Words.month(row.month(), data.asOf()),
                                List.of(
                                        name(row),
                                        ChartSection.cell(row.loads()),
                                        ChartSection.cell(row.excluded()),
                                        ChartSection.cell(row.signedVariance()),
                                        ChartSection.cell(row.mape()),
                                        ChartSection.cell(row.withinToleranceShare()),
                                        Objects.equals(row.status(), "no_data")
                                                ? "Too few loads"
                                                : Words.humanize(row.status()))))
                        .toList());
    }
}

package com.lanehouse.dashboards.page;

import com.lanehouse.warehouse.TableCatalog;
import com.lanehouse.warehouse.TableDeclaration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What became of the quotes of each month, and how often each segment books. */
final class QuoteFunnelSection {
    /** Sums over rows of the funnel. */
    private record Sums(long quotes, long booked, long lost, long expired, long open) {
        static final Sums NONE = new Sums(0, 0, 0, 0, 0);

        Sums plus(QuoteFunnelRow row) {
            return new Sums(
                    quotes + row.quotes(),
                    booked + row.booked(),
                    lost + row.lost(),
                    expired + row.expired(),
                    open + row.open());
        }

        static Sums of(List<QuoteFunnelRow> rows) {
            Sums sums = NONE;
            for (QuoteFunnelRow row : rows) {
                sums = sums.plus(row);
            }
            return sums;
        }

        /** booked ÷ (quotes − open); null when every quote is open. */
        Double quoteToBook() {
            return quotes == open ? null : Double.valueOf((double) booked / (quotes - open));
        }
    }

    private QuoteFunnelSection() {}

    static ChartSection of(PageData data, TableCatalog catalog) {
        TableDeclaration table = catalog.table("gold.quote_funnel");
        TreeMap<LocalDate, List<QuoteFunnelRow>> byMonth = data.quoteFunnel().stream()
                .collect(Collectors.groupingBy(QuoteFunnelRow::month, TreeMap::new, Collectors.toList()));
        List<Sums> months = byMonth.values().stream().map(Sums::of).toList();
        List<String> labels = byMonth.keySet().stream()
                .map(month -> Words.month(month, data.asOf()))
                .toList();
        List<String> segments = data.quoteFunnel().stream()
                .map(QuoteFunnelRow::segment)
                .distinct()
                .sorted()
                .toList();
        String answer = months.isEmpty() ? null : answer(labels.getLast(), months.getLast());
        Panel outcomes = new Panel(
                "quote-outcomes",
                "Quotes by outcome and month priced",
                table.name(),
                "stacked",
                "number",
                labels,
                List.of(
                        series("Booked", months, Sums::booked, "outcome-booked"),
                        series("Lost", months, Sums::lost, "outcome-lost"),
                        series("Expired", months, Sums::expired, "outcome-expired"),
                        series("Open", months, Sums::open, "outcome-open")),
                List.of(),
                null,
                ChartSection.describe("Stacked bars of quotes per month by outcome.", answer));
        List<Panel.Series> rates = new ArrayList<>();
        for (String segment : segments) {
            rates.add(Panel.Series.of(
                    Words.humanize(segment),
                    byMonth.values().stream().map(rows -> rate(rows, segment)).toList(),
                    "series-" + (rates.size() + 1)));
        }
        Panel quoteToBook = new Panel(
                "quote-to-book",
                "Quote to book by segment",
                table.name(),
                "lines",
                "percent",
                labels,
                rates,
                KpiTargets.named(data, "quote_to_book", "Target"),
                null,
                ChartSection.describe("Lines of quote to book per month, one for each segment.", answer));
        return new ChartSection(
                "quotes-section",
                "Do quotes turn into bookings?",
                answer,
                table.comment(),
                ChartSection.columns(table, "quotes", "booked", "lost", "expired", "open", "quote_to_book"),
                List.of(outcomes, quoteToBook),
                months.isEmpty() ? List.of() : List.of(table(byMonth, segments, data.asOf())));
    }

    private static Panel.Series series(String name, List<Sums> months, ToLongFunction<Sums> count, String colour) {
        return Panel.Series.of(name, months.stream().map(count::applyAsLong).toList(), colour);
    }

    private static Double rate(List<QuoteFunnelRow> rows, String segment) {
        return Sums.of(rows.stream()
                        .filter(row -> row.segment().equals(segment))
                        .toList())
                .quoteToBook();
    }

    private static String answer(String month, Sums sums) {
        long decided = sums.quotes() - sums.open();
        if (decided == 0) {
            return "%s: %s, none decided yet.".formatted(month, Words.count(sums.quotes(), "quote"));
        }
        return "%s: %s of %s booked (%s), %s still open."
                .formatted(
                        month,
                        ChartSection.cell(sums.booked()),
                        Words.count(decided, "decided quote"),
                        ChartSection.cell(sums.quoteToBook()),
                        ChartSection.cell(sums.open()));
    }

    private static ChartSection.DataTable table(
            TreeMap<LocalDate, List<QuoteFunnelRow>> byMonth, List<String> segments, Instant asOf) {
        List<ChartSection.Row> rows = new ArrayList<>();
        for (Map.Entry<LocalDate, List<QuoteFunnelRow>> month :
                byMonth.descendingMap().entrySet()) {
            String name = Words.month(month.getKey(), asOf);
            rows.add(row(name, "All", Sums.of(month.getValue())));
            for (String segment : segments) {
                rows.add(row(
                        name,
                        Words.humanize(segment),
                        Sums.of(month.getValue().stream()
                                .filter(row -> row.segment().equals(segment))
                                .toList())));
            }
        }
        return new ChartSection.DataTable(
                "Quotes by month priced and segment, newest first",
                List.of("Month", "Segment", "Quotes", "Booked", "Lost", "Expired", "Open", "Quote to book"),
                rows);
    }

    private static ChartSection.Row row(String month, String segment, Sums sums) {
        return new ChartSection.Row(
                month,
                List.of(
                        segment,
                        ChartSection.cell(sums.quotes()),
                        ChartSection.cell(sums.booked()),
                        ChartSection.cell(sums.lost()),
                        ChartSection.cell(sums.expired()),
                        ChartSection.cell(sums.open()),
                        ChartSection.cell(sums.quoteToBook())));
    }
}

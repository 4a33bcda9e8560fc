package com.lanehouse.dashboards.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.warehouse.TableCatalog;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartSectionTest {
    private static final Instant AS_OF = Instant.parse("2026-03-18T09:30:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-18");
    private static final LocalDate MARCH = LocalDate.parse("2026-03-01");
    private static final TableCatalog CATALOG = TableCatalog.load();

    @Test
    void usage_of_a_day_is_added_up_over_companies_and_a_day_without_rows_is_a_day_without_use() {
        Panel panel = usage(
                        new UsageDay(TODAY.minusDays(2), "quotes", 3, 1),
                        new UsageDay(TODAY.minusDays(2), "quotes", 4, 1),
                        new UsageDay(TODAY, "quotes", 1, 1))
                .panels()
                .getFirst();
        assertThat(panel.labels()).containsExactly("16 Mar 2026", "17 Mar 2026", "18 Mar 2026 so far");
        assertThat(new ArrayList<Number>(panel.series().getFirst().values())).containsExactly(7L, 0L, 1L);
    }

    @Test
    void small_features_are_shown_together_and_none_is_lost() {
        List<UsageDay> rows = new ArrayList<>();
        for (int feature = 1; feature <= 9; feature++) {
            rows.add(new UsageDay(TODAY, "feature_" + feature, 10L * feature, 1));
        }
        List<Panel.Series> series =
                usage(rows.toArray(UsageDay[]::new)).panels().getFirst().series();
        assertThat(series)
                .extracting(Panel.Series::name)
                .containsExactly("Feature 9", "Feature 8", "Feature 7", "Feature 6", "Feature 5", "All other features");
        assertThat(new ArrayList<Number>(series.getLast().values())).containsExactly(100L);
    }

    @Test
    void usage_is_compared_over_full_days_only() {
        ChartSection section = usage(
                new UsageDay(TODAY.minusDays(56), "quotes", 100, 1),
                new UsageDay(TODAY.minusDays(1), "quotes", 110, 1),
                new UsageDay(TODAY, "quotes", 999, 1));
        assertThat(section.answer())
                .isEqualTo("110 units in the 28 days to 17 Mar 2026, +10.0 % against the 28 days before.");
    }

    @Test
    void quote_to_book_of_a_segment_is_a_ratio_of_sums_without_the_open_quotes() {
        ChartSection section = QuoteFunnelSection.of(
                data(
                        List.of(),
                        List.of(
                                new QuoteFunnelRow(MARCH, "smb", "van", 100, 10, 80, 0, 10),
                                new QuoteFunnelRow(MARCH, "smb", "reefer", 10, 9, 1, 0, 0),
                                new QuoteFunnelRow(MARCH, "enterprise", "van", 5, 0, 0, 0, 5)),
                        List.of()),
                CATALOG);
        List<Panel.Series> rates = section.panels().get(1).series();
        assertThat(rates.get(0).values()).containsOnlyNulls();
        assertThat(new ArrayList<Number>(rates.get(1).values())).containsExactly(0.19);
        assertThat(section.answer().replace('\u00a0', ' '))
                .isEqualTo("Mar 2026 so far: 19 of 100 decided quotes booked (19.0 %), 15 still open.");
    }

    @Test
    void targets_of_charts_are_those_of_the_scoreboard() {
        KpiRow target = new KpiRow(AS_OF, "pricing_variance", -0.03, 0.08, "within", "met", "gold.kpis");
        List<PricingVarianceRow> rows =
                List.of(new PricingVarianceRow(MARCH, "all", "all", 40, 2, -0.03, 0.05, 0.9, "met"));
        assertThat(PricingVarianceSection.of(data(List.of(target), List.of(), rows), CATALOG)
                        .panels()
                        .getFirst()
                        .band())
                .isEqualTo(0.08);
        assertThat(PricingVarianceSection.of(data(List.of(), List.of(), rows), CATALOG)
                        .panels()
                        .getFirst()
                        .band())
                .isNull();
    }

    @Test
    void months_with_too_few_loads_are_drawn_and_marked() {
        ChartSection section = PricingVarianceSection.of(
                data(
                        List.of(),
                        List.of(),
                        List.of(
                                new PricingVarianceRow(MARCH, "all", "all", 12, 2, 0.2, 0.3, 0.1, "no_data"),
                                new PricingVarianceRow(MARCH, "segment", "smb", 12, 2, 0.2, 0.3, 0.1, "no_data"))),
                CATALOG);
        Panel.Series series = section.panels().getFirst().series().getFirst();
        assertThat(section.panels().getFirst().series()).hasSize(1);
        assertThat(new ArrayList<Number>(series.values())).containsExactly(0.2);
        assertThat(series.doubtful()).containsExactly(true);
        assertThat(section.answer()).endsWith("(too few loads to judge).");
    }

    private static ChartSection usage(UsageDay... rows) {
        return UsageSection.of(
                new PageData(
                        AS_OF,
                        AS_OF,
                        false,
                        List.of(),
                        List.of(rows),
                        List.of(),
                        List.of(),
                        List.of(),
                        CoiStatusCounts.NONE),
                CATALOG);
    }

    private static PageData data(
            List<KpiRow> kpis, List<QuoteFunnelRow> quotes, List<PricingVarianceRow> pricingVariance) {
        return new PageData(
                AS_OF, AS_OF, false, kpis, List.of(), quotes, pricingVariance, List.of(), CoiStatusCounts.NONE);
    }
}

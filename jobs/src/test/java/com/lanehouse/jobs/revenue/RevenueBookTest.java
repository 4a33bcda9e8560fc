package com.lanehouse.jobs.revenue;

import static com.lanehouse.jobs.revenue.MovementKind.CHURN;
import static com.lanehouse.jobs.revenue.MovementKind.CONTRACTION;
import static com.lanehouse.jobs.revenue.MovementKind.EXPANSION;
import static com.lanehouse.jobs.revenue.MovementKind.NEW;
import static com.lanehouse.jobs.revenue.MovementKind.REACTIVATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevenueBookTest {
    private static final Instant T = Instant.parse("2026-04-10T12:00:00Z");
    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final YearMonth APRIL = YearMonth.of(2026, 4);

    @Test
    void a_customer_comes_grows_shrinks_leaves_and_comes_back() {
        RevenueBook book = book(T);
        book.add(
                "c",
                List.of(dollars(
                        "2025-10-05", 100, "2025-11-05", 150, "2025-12-05", 120, "2026-01-05", 0, "2026-03-05", 90)));
        assertThat(book.movements())
                .containsExactly(
                        moved(YearMonth.of(2025, 10), NEW, "100.00"),
                        moved(YearMonth.of(2025, 11), EXPANSION, "50.00"),
                        moved(YearMonth.of(2025, 12), CONTRACTION, "-30.00"),
                        moved(JANUARY, CHURN, "-120.00"),
                        moved(MARCH, REACTIVATION, "90.00"));
    }

    @Test
    void what_begins_and_ends_within_a_month_moves_nothing_and_a_later_start_is_new() {
        RevenueBook book = book(T);
        book.add("c", List.of(dollars("2026-01-05", 100, "2026-01-20", 0, "2026-03-05", 50)));
        assertThat(book.movements()).containsExactly(moved(MARCH, NEW, "50.00"));
    }

    @Test
    void one_of_two_subscriptions_cancelled_is_a_contraction_of_100_plus_40_to_40() {
        RevenueBook book = book(T);
        book.add("c", List.of(dollars("2026-01-05", 100, "2026-02-05", 0), dollars("2026-01-06", 40)));
        assertThat(book.movements())
                .containsExactly(moved(JANUARY, NEW, "140.00"), moved(FEBRUARY, CONTRACTION, "-100.00"));
    }

    @Test
    void a_company_is_rounded_once_so_two_halves_of_a_cent_are_a_cent_and_three_a_cent_and_a_half() {
        RevenueBook book = book(Instant.parse("2026-01-31T00:00:00Z"));
        Subscription half = new Subscription(List.of(new SubscriptionState(
                Instant.parse("2026-01-05T00:00:00Z"), "usd", Fraction.of(1).dividedBy(2), List.of())));
        book.add("two", List.of(half, half));
        book.add("three", List.of(half, half, half));
        assertThat(book.movements()).extracting(Movement::amount).containsExactly(amount("0.01"), amount("0.02"));
    }

    @Test
    void less_than_half_a_cent_makes_no_customer() {
        RevenueBook book = book(T);
        book.add(
                "c",
                List.of(new Subscription(List.of(new SubscriptionState(
                        Instant.parse("2026-01-05T00:00:00Z"),
                        "usd",
                        Fraction.of(49).dividedBy(100),
                        List.of())))));
        assertThat(book.movements()).isEmpty();
        assertThat(TestingMonths.of(book)).isEmpty();
    }

    @ParameterizedTest(name = "at {0}: {1} rows, the last complete: {2}")
    @CsvSource({
        "2026-02-27T00:00:00Z, 2, false",
        "2026-02-28T23:59:59.999998Z, 2, false",
        "2026-02-28T23:59:59.999999Z, 2, true",
        "2026-03-01T00:00:00Z, 3, false"
    })
    void months_run_to_ts_month_which_is_complete_at_its_last_instant(Instant asOf, int rows, boolean complete) {
        RevenueBook book = book(asOf);
        book.add("c", List.of(dollars("2026-01-05", 100)));
        assertThat(TestingMonths.of(book)).hasSize(rows);
        assertThat(TestingMonths.of(book).getFirst().complete()).isTrue();
        assertThat(TestingMonths.of(book).getLast().complete()).isEqualTo(complete);
        assertThat(TestingMonths.of(book).getLast().closing()).isEqualTo("100.00");
    }

    @ParameterizedTest(name = "cancelled at {0}: closing {1}")
    @CsvSource({"2026-02-28T23:59:59Z, 0.00", "2026-03-01T00:00:00Z, 100.00"})
    void a_month_is_read_at_its_last_instant(Instant cancelled, String closing) {
        RevenueBook book = book(T);
        book.add(
                "c",
                List.of(new Subscription(List.of(
                        SubscriptionTest.costing(Instant.parse("2026-01-05T00:00:00Z"), 100_00),
                        SubscriptionTest.costing(cancelled, 0)))));
        assertThat(month(book, FEBRUARY).closing()).isEqualTo(closing);
    }

    /** Opening 300: a grows by 50, b shrinks by 40, c (60) leaves, d comes with 30 and e comes back with 20. */
    @Test
    void a_month_from_opening_to_closing() {
        RevenueBook book = book(T);
        book.add("a", List.of(dollars("2026-01-05", 140, "2026-03-05", 190)));
        book.add("b", List.of(dollars("2026-01-05", 100, "2026-03-05", 60)));
        book.add("c", List.of(dollars("2026-01-05", 60, "2026-03-05", 0)));
        book.add("d", List.of(dollars("2026-03-05", 30)));
        book.add("e", List.of(dollars("2026-01-05", 25, "2026-02-05", 0, "2026-03-05", 20)));
        MonthlyRevenue march = month(book, MARCH);
        assertThat(march.opening()).isEqualTo("300.00");
        assertThat(march.sum(EXPANSION)).isEqualTo("50.00");
        assertThat(march.sum(CONTRACTION)).isEqualTo("-40.00");
        assertThat(march.sum(CHURN)).isEqualTo("-60.00");
        assertThat(march.sum(NEW)).isEqualTo("30.00");
        assertThat(march.sum(REACTIVATION)).isEqualTo("20.00");
        assertThat(march.closing()).isEqualTo("300.00");
        assertThat(march.netGrowth()).isEqualTo(0.0);
        assertThat(march.customersOpening()).isEqualTo(3);
        assertThat(march.customersChurned()).isEqualTo(1);
        assertThat(march.logoChurn()).isEqualTo(1 / 3.0);
        assertThat(march.grr()).as("(300 - 40 - 60) / 300").isEqualTo(200 / 300.0);
        assertThat(march.nrr()).as("(300 - 40 - 60 + 50) / 300").isEqualTo(250 / 300.0);
        assertThat(month(book, APRIL).customersOpening()).isEqualTo(4);
    }

    @Test
    void ratios_to_nothing_are_null_in_the_first_month_and_after_everybody_left() {
        RevenueBook book = book(T);
        book.add("c", List.of(dollars("2026-01-05", 100, "2026-02-05", 0)));
        assertThat(TestingMonths.of(book))
                .extracting(MonthlyRevenue::month)
                .containsExactly(JANUARY, FEBRUARY, MARCH, APRIL);
        assertThat(month(book, JANUARY))
                .extracting(
                        MonthlyRevenue::netGrowth, MonthlyRevenue::logoChurn, MonthlyRevenue::grr, MonthlyRevenue::nrr)
                .containsOnlyNulls();
        assertThat(month(book, FEBRUARY).netGrowth()).isEqualTo(-1.0);
        assertThat(month(book, MARCH).nrr()).isNull();
    }

    @ParameterizedTest(name = "from {0} cents to {1}: 12 %")
    @CsvSource({"6700, 7504", "1675, 1876", "10000, 11200"})
    void a_growth_of_just_12_percent_is_0_12_and_keeps_nrr_at_1_12(long opening, long closing) {
        RevenueBook book = book(T);
        book.add(
                "c",
                List.of(new Subscription(List.of(
                        SubscriptionTest.costing(Instant.parse("2026-01-05T00:00:00Z"), opening),
                        SubscriptionTest.costing(Instant.parse("2026-02-05T00:00:00Z"), closing)))));
        assertThat(month(book, FEBRUARY).netGrowth()).isEqualTo(0.12);
        assertThat(month(book, FEBRUARY).nrr()).isEqualTo(1.12);
    }

    @Test
    void a_rate_is_that_of_the_first_month_and_a_later_one_moves_nothing() {
        RevenueBook book = new RevenueBook(
                T,
                new ExchangeRates(
                        Map.of(JANUARY, Map.of("eur", new BigDecimal("1.25")), FEBRUARY, Map.of("eur", amount("2")))));
        book.add("c", List.of(euros("2026-01-05", 100)));
        assertThat(book.movements()).containsExactly(moved(JANUARY, NEW, "125.00"));
    }

    @Test
    void without_a_rate_of_its_first_month_a_subscription_is_left_out_and_counted_while_it_would_have_revenue() {
        RevenueBook book =
                new RevenueBook(T, new ExchangeRates(Map.of(FEBRUARY, Map.of("eur", new BigDecimal("1.25")))));
        book.add("c", List.of(euros("2026-01-05", 100, "2026-03-05", 0), dollars("2026-01-05", 10)));
        book.add("d", List.of(euros("2026-02-05", 100)));
        assertThat(TestingMonths.of(book))
                .extracting(MonthlyRevenue::missingRates)
                .containsExactly(1L, 1L, 0L, 0L);
        assertThat(TestingMonths.of(book))
                .extracting(MonthlyRevenue::closing)
                .containsExactly(amount("10.00"), amount("135.00"), amount("135.00"), amount("135.00"));
    }

    @ParameterizedTest(name = "cancelled on {0}: {1} in April, which runs")
    @CsvSource({"2026-04-10, 1", "2026-04-09, 0"})
    void in_the_running_month_a_subscription_without_rate_counts_as_missing_if_it_would_have_revenue_at_t(
            String cancelled, long missing) {
        RevenueBook book = book(T.minusSeconds(43_201));
        book.add("c", List.of(euros("2026-04-02", 100, cancelled, 0), dollars("2026-01-05", 10)));
        assertThat(month(book, APRIL).missingRates()).isEqualTo(missing);
        assertThat(month(book, MARCH).missingRates()).isZero();
    }

    @Test
    void what_is_left_out_begins_no_month_and_months_begin_with_the_first_revenue_of_anybody() {
        RevenueBook book = book(T);
        book.add("c", List.of(euros("2026-01-05", 100)));
        assertThat(TestingMonths.of(book)).isEmpty();
        book.add("d", List.of(dollars("2026-03-05", 10)));
        assertThat(TestingMonths.of(book))
                .extracting(month -> month.month() + " " + month.missingRates())
                .containsExactly("2026-03 1", "2026-04 1");
    }

    @Test
    void a_revenue_beyond_the_columns_stays_at_its_greatest_value() {
        RevenueBook book = book(T);
        book.add("c", List.of(dollars("2026-01-05", 999_999_999_999_999L)));
        assertThat(month(book, APRIL).closing()).isEqualTo("9999999999999.99");
    }

    private static RevenueBook book(Instant asOf) {
        return new RevenueBook(asOf, new ExchangeRates(Map.of()));
    }

    private static MonthlyRevenue month(RevenueBook book, YearMonth month) {
        return TestingMonths.of(book).stream()
                .filter(row -> row.month().equals(month))
                .findFirst()
                .orElseThrow();
    }

    private static Movement moved(YearMonth month, MovementKind kind, String amount) {
        return new Movement(month, "c", kind, amount(amount));
    }

    private static BigDecimal amount(String amount) {
        return new BigDecimal(amount);
    }

    private static Subscription dollars(Object... daysAndAmounts) {
        return costing("usd", daysAndAmounts);
    }

    private static Subscription euros(Object... daysAndAmounts) {
        return costing("eur", daysAndAmounts);
    }

    private static Subscription costing(String currency, Object... daysAndAmounts) {
        List<SubscriptionState> states = new ArrayList<>();
        for (int i = 0; i < daysAndAmounts.length; i += 2) {
            states.add(new SubscriptionState(
                    Instant.parse(daysAndAmounts[i] + "T00:00:00Z"),
                    currency,
                    Fraction.of(((Number) daysAndAmounts[i + 1]).longValue()).times(Fraction.of(100)),
                    List.of()));
        }
        return new Subscription(states);
    }
}

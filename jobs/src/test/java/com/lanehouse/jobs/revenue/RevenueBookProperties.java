package com.lanehouse.jobs.revenue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A few companies with odd fractions of cents, in a currency with a rate for some months and in dollars. */
class RevenueBookProperties {
    private static final Instant START = Instant.parse("2025-12-20T00:00:00Z");
    private static final ExchangeRates RATES = new ExchangeRates(Map.of(
            YearMonth.of(2026, 1), Map.of("eur", new BigDecimal("1.08370000")),
            YearMonth.of(2026, 2), Map.of("eur", new BigDecimal("1.17250000"))));

    @Property(tries = 300)
    void opening_and_movements_make_closing_every_month_and_a_company_moves_once(
            @ForAll("companies") List<List<Subscription>> companies, @ForAll("days") int days) {
        RevenueBook book = new RevenueBook(day(days), RATES);
        IntStream.range(0, companies.size()).forEach(i -> book.add("c" + i, companies.get(i)));

        BigDecimal opening = new BigDecimal("0.00");
        for (MonthlyRevenue month : TestingMonths.of(book)) {
            BigDecimal moved = Stream.of(MovementKind.values()).map(month::sum).reduce(opening, BigDecimal::add);
            assertThat(month.opening()).isEqualTo(opening);
            assertThat(month.closing()).isEqualTo(moved).isGreaterThanOrEqualTo(BigDecimal.ZERO);
            assertThat(month.customersClosing() == 0).isEqualTo(month.closing().signum() == 0);
            opening = month.closing();
        }
        assertThat(book.movements().stream().map(move -> move.companyId() + move.month()))
                .doesNotHaveDuplicates();
        assertThat(closing(book)).isEqualByComparingTo(separately(companies, days));
    }

    /** The running total is what the companies have when each is asked alone, at T only. */
    private static BigDecimal separately(List<List<Subscription>> companies, int days) {
        return companies.stream()
                .map(subscriptions -> subscriptions.stream()
                        .map(subscription -> usdAt(subscription, day(days)))
                        .reduce(Fraction.ZERO, Fraction::plus)
                        .cents())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Fraction usdAt(Subscription subscription, Instant instant) {
        return subscription
                .firstRevenue(instant)
                .flatMap(first -> {
                    SubscriptionState state = subscription.stateAt(instant).orElseThrow();
                    return RATES.of(state.currency(), YearMonth.from(first.atOffset(java.time.ZoneOffset.UTC)))
                            .map(state.mrrAt(instant)::times);
                })
                .orElse(Fraction.ZERO);
    }

    private static BigDecimal closing(RevenueBook book) {
        return TestingMonths.of(book).isEmpty()
                ? BigDecimal.ZERO
                : TestingMonths.of(book).getLast().closing();
    }

    @Provide
    Arbitrary<Integer> days() {
        return Arbitraries.integers().between(0, 130);
    }

    @Provide
    Arbitrary<List<List<Subscription>>> companies() {
        Arbitrary<Fraction> gross = Arbitraries.longs()
                .between(0, 4)
                .flatMap(cents -> Arbitraries.of(1, 7, 12)
                        .map(parts -> Fraction.of(cents * 31).dividedBy(parts)));
        Arbitrary<Long> steps = Arbitraries.longs().between(0, 40);
        Arbitrary<SubscriptionState> state = Combinators.combine(
                        gross, steps, Arbitraries.integers().between(0, 80))
                .as((amount, step, end) -> new SubscriptionState(
                        Instant.ofEpochSecond(step * 86_400),
                        "",
                        amount,
                        List.of(new Discount(null, day(end), Fraction.of(1), Fraction.ZERO))));
        Arbitrary<Subscription> subscription = Combinators.combine(
                        state.list().ofMinSize(1).ofMaxSize(5), Arbitraries.of("usd", "eur"))
                .as(RevenueBookProperties::inOrder);
        return subscription.list().ofMinSize(1).ofMaxSize(3).list().ofMaxSize(4);
    }

    /** Takes each drawn instant as the time since the state before. */
    private static Subscription inOrder(List<SubscriptionState> drawn, String currency) {
        List<SubscriptionState> states = new ArrayList<>();
        Instant since = START;
        for (SubscriptionState state : drawn) {
            since = since.plusSeconds(state.since().getEpochSecond());
            states.add(new SubscriptionState(since, currency, state.grossAMonth(), state.discounts()));
        }
        return new Subscription(states);
    }

    private static Instant day(int number) {
        return START.plusSeconds(86_400L * number);
    }
}

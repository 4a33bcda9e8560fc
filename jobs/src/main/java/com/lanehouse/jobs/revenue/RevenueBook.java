package com.lanehouse.jobs.revenue;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up companies' recurring revenue at month ends, and at T in the running month (the metric definition, Recurring
 * revenue).
 */
final class RevenueBook {
    /** What a company's revenue is held to: sums of a thousand such still fit their columns. */
    private static final BigDecimal GREATEST = new BigDecimal("9999999999999.99");

    private final Instant asOf;
    private final YearMonth lastMonth;
    private final ExchangeRates rates;
    private final List<Movement> movements = new ArrayList<>();
    private final Map<String, Map<YearMonth, Long>> missingRates = new HashMap<>();

    RevenueBook(Instant asOf, ExchangeRates rates) {
        this.asOf = requireNonNull(asOf, "asOf is null");
        this.rates = requireNonNull(rates, "rates is null");
        this.lastMonth = MonthlyRevenue.monthOf(asOf);
    }

    Instant asOf() {
        return asOf;
    }

    /** Adds a company, once, with all its subscriptions. */
    void add(String companyId, List<Subscription> subscriptions) {
        TreeMap<YearMonth, Fraction> revenue = new TreeMap<>();
        for (Subscription subscription : subscriptions) {
            subscription
                    .firstRevenue(asOf)
                    .ifPresent(first -> addMonths(companyId, subscription, MonthlyRevenue.monthOf(first), revenue));
        }
        if (!revenue.isEmpty()) {
            move(companyId, revenue);
        }
    }

    /** Every company's movements, in months' order within a company. */
    List<Movement> movements() {
        return List.copyOf(movements);
    }

    /** By company and month, how many subscriptions would have revenue at its end if an exchange rate were known. */
    Map<String, Map<YearMonth, Long>> missingRates() {
        return Map.copyOf(missingRates);
    }

    /** The rate is that of the first month with revenue: what currencies do later moves nothing. */
    private void addMonths(
            String companyId, Subscription subscription, YearMonth firstMonth, Map<YearMonth, Fraction> revenue) {
        for (YearMonth month = firstMonth; !month.isAfter(lastMonth); month = month.plusMonths(1)) {
            Instant end = end(month);
            SubscriptionState state = subscription.stateAt(end).orElseThrow();
            Fraction mrr = state.mrrAt(end);
            if (mrr.isPositive()) {
                Fraction rate = rates.of(state.currency(), firstMonth).orElse(null);
                if (rate == null) {
                    missingRates
                            .computeIfAbsent(companyId, company -> new TreeMap<>())
                            .merge(month, 1L, Long::sum);
                } else {
                    revenue.merge(month, mrr.times(rate), Fraction::plus);
                }
            }
        }
    }

    private void move(String companyId, TreeMap<YearMonth, Fraction> revenue) {
        BigDecimal opening = MonthlyRevenue.NOTHING;
        boolean everHadRevenue = false;
        for (YearMonth month = revenue.firstKey(); !month.isAfter(lastMonth); month = month.plusMonths(1)) {
            BigDecimal closing =
                    revenue.getOrDefault(month, Fraction.ZERO).cents().min(GREATEST);
            if (closing.compareTo(opening) != 0) {
                MovementKind kind = MovementKind.between(opening, closing, everHadRevenue);
                movements.add(new Movement(month, companyId, kind, closing.subtract(opening)));
            }
            everHadRevenue |= closing.signum() > 0;
            opening = closing;
        }
    }

    private Instant end(YearMonth month) {
        Instant last = MonthlyRevenue.lastInstant(month);
        return last.isAfter(asOf) ? asOf : last;
    }
}

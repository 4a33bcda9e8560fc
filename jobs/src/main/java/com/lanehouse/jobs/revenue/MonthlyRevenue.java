package com.lanehouse.jobs.revenue;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A row of {@code gold.mrr_monthly}: what one month's movements make of its opening.
 *
 * @param missingRates subscriptions with revenue at the month's end that no exchange rate is known for
 */
record MonthlyRevenue(
        YearMonth month,
        boolean complete,
        BigDecimal opening,
        long customersOpening,
        List<Movement> movements,
        long missingRates) {
    static final BigDecimal NOTHING = new BigDecimal("0.00");

    MonthlyRevenue {
        requireNonNull(month, "month is null");
        requireNonNull(opening, "opening is null");
        movements = List.copyOf(movements);
    }

    /**
     * Without gaps, from the first month at whose end any company has revenue to T's.
     *
     * @param movements of all companies
     * @param missingRates subscriptions left out, by month
     */
    static List<MonthlyRevenue> of(List<Movement> movements, Map<YearMonth, Long> missingRates, Instant asOf) {
        TreeMap<YearMonth, List<Movement>> byMonth =
                movements.stream().collect(Collectors.groupingBy(Movement::month, TreeMap::new, Collectors.toList()));
        List<MonthlyRevenue> months = new ArrayList<>();
        BigDecimal opening = NOTHING;
        long customers = 0;
        if (!byMonth.isEmpty()) {
            YearMonth last = monthOf(asOf);
            for (YearMonth month = byMonth.firstKey(); !month.isAfter(last); month = month.plusMonths(1)) {
                MonthlyRevenue row = new MonthlyRevenue(
                        month,
                        !lastInstant(month).isAfter(asOf),
                        opening,
                        customers,
                        byMonth.getOrDefault(month, List.of()),
                        missingRates.getOrDefault(month, 0L));
                months.add(row);
                opening = row.closing();
                customers = row.customersClosing();
            }
        }
        return months;
    }

    static Instant lastInstant(YearMonth month) {
        return month.plusMonths(1)
                .atDay(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .minus(1, ChronoUnit.MICROS);
    }

    static YearMonth monthOf(Instant instant) {
        return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
    }

    BigDecimal sum(MovementKind kind) {
        return movements.stream()
                .filter(movement -> movement.kind() == kind)
                .map(Movement::amount)
                .reduce(NOTHING, BigDecimal::add);
    }

    BigDecimal closing() {
        return movements.stream().map(Movement::amount).reduce(opening, BigDecimal::add);
    }

    long customersChurned() {
        return count(MovementKind.CHURN);
    }

    long customersClosing() {
        return customersOpening + count(MovementKind.NEW) + count(MovementKind.REACTIVATION) - customersChurned();
    }

    /** (closing − opening) ÷ opening; null when there was nothing. */
    Double netGrowth() {
        return ratio(closing().subtract(opening), opening);
    }

    /** Customers churned ÷ customers at opening; null when there was none. */
    Double logoChurn() {
        return ratio(BigDecimal.valueOf(customersChurned()), BigDecimal.valueOf(customersOpening));
    }

    /** Gross revenue retention; reactivation is left out. Null when there was nothing to retain. */
    Double grr() {
        return ratio(retained(), opening);
    }

    /** Net revenue retention: gross, and expansion. */
    Double nrr() {
        return ratio(retained().add(sum(MovementKind.EXPANSION)), opening);
    }

    private BigDecimal retained() {
        return opening.add(sum(MovementKind.CONTRACTION)).add(sum(MovementKind.CHURN));
    }

    private long count(MovementKind kind) {
        return movements.stream().filter(movement -> movement.kind() == kind).count();
    }

    /** Divided as decimals: as doubles 8.04 of 67.00 are a little less than 12 %, and so less than a target of 12 %. */
    private static Double ratio(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? null
                : part.divide(whole, MathContext.DECIMAL128).doubleValue();
    }
}

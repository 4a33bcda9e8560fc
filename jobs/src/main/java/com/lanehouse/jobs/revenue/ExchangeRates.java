package com.lanehouse.jobs.revenue;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;

/**
 * Reference rates.
 *
 * @param usdPerUnit US dollars for one unit, by month and lower-case currency
 */
record ExchangeRates(Map<YearMonth, Map<String, BigDecimal>> usdPerUnit) {
    private static final Fraction PAR = Fraction.of(1);

    ExchangeRates {
        usdPerUnit = Map.copyOf(usdPerUnit);
    }

    /** The rate of exactly this month; a US dollar is one always, and a rate that is not above 0 is none. */
    Optional<Fraction> of(String currency, YearMonth month) {
        if (currency.equals("usd")) {
            return Optional.of(PAR);
        }
        return Optional.ofNullable(usdPerUnit.getOrDefault(month, Map.of()).get(currency))
                .map(Fraction::of)
                .filter(Fraction::isPositive);
    }
}

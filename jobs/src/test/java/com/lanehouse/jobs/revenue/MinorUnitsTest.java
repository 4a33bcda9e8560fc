package com.lanehouse.jobs.revenue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Of every currency that the JDK knows; Stripe's list is not ISO's. */
class MinorUnitsTest {
    @Test
    void sixteen_currencies_have_no_minor_unit() {
        assertThat(currenciesOf(1))
                .isEqualTo(Set.of(
                        "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv",
                        "xaf", "xof", "xpf"));
    }

    @Test
    void five_count_in_thousandths() {
        assertThat(currenciesOf(1000)).isEqualTo(Set.of("bhd", "jod", "kwd", "omr", "tnd"));
    }

    private static Set<String> currenciesOf(int perUnit) {
        return Currency.getAvailableCurrencies().stream()
                .map(currency -> currency.getCurrencyCode().toLowerCase(Locale.ROOT))
                .filter(currency -> MinorUnits.perUnit(currency) == perUnit)
                .collect(Collectors.toSet());
    }
}

package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencySignTest {
    @ParameterizedTest
    @CsvSource({"€,EUR", "£,GBP", "US$,USD", "C$,CAD", "ca$,CAD", "MX$,MXN", "USD,USD", "eur,EUR"})
    void a_sign_of_one_currency_can_mean_no_other(String sign, String currency) {
        assertThat(CurrencySign.of(sign).orElseThrow().canMean(currency)).isTrue();
        assertThat(CurrencySign.of(sign).orElseThrow().canMean("JPY")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"USD", "CAD", "MXN"})
    void a_dollar_sign_alone_can_mean_any_currency(String currency) {
        assertThat(CurrencySign.of("$").orElseThrow().canMean(currency)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UDS", "LBS", "$$", "dollars", "5", "-"})
    void anything_else_is_no_sign(String text) {
        assertThat(CurrencySign.of(text)).isEmpty();
    }

    @Test
    void a_sign_is_in_upper_case() {
        assertThatThrownBy(() -> new CurrencySign("usd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'usd' is neither a currency sign nor an ISO code");
    }
}

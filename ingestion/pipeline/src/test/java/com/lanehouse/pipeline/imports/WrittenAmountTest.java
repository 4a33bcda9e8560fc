package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenAmountTest {
    static Stream<Arguments> amounts() {
        return Stream.of(
                Arguments.of("12", "12", List.of()),
                Arguments.of("-12.5", "-12.5", List.of()),
                Arguments.of("$1,234.50", "1,234.50", List.of("$")),
                Arguments.of("$ 1,234.50", "1,234.50", List.of("$")),
                Arguments.of("$-5", "-5", List.of("$")),
                Arguments.of("1.234,50 €", "1.234,50", List.of("€")),
                Arguments.of("1.234,50\u00A0€", "1.234,50", List.of("€")),
                Arguments.of("1.234,50\u202F€", "1.234,50", List.of("€")),
                Arguments.of("£12", "12", List.of("£")),
                Arguments.of("USD 12.00", "12.00", List.of("USD")),
                Arguments.of("12.00usd", "12.00", List.of("USD")),
                Arguments.of("us$12", "12", List.of("US$")),
                Arguments.of("$12 USD", "12", List.of("$", "USD")));
    }

    @ParameterizedTest
    @MethodSource("amounts")
    void number_and_signs_are_taken_apart(String text, String number, List<String> signs) {
        WrittenAmount amount = WrittenAmount.of(text).orElseThrow();

        assertThat(amount.number()).isEqualTo(number);
        assertThat(amount.signs()).extracting(CurrencySign::text).isEqualTo(signs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$", "USD", "far", "12 LBS", "$$12", "12 13", "$ 12 each", "($12)", "1e9"})
    void what_is_more_or_less_than_a_number_and_signs_is_no_amount(String text) {
        assertThat(WrittenAmount.of(text)).isEmpty();
    }
}

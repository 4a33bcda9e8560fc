package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsDraftTest {
    @Test
    void a_rate_a_mile_is_multiplied() {
        assertThat(draft(column("miles", "781"), column("rate", "2.5")))
                .contains("# GUESS: 'rate' is an amount for each mile")
                .contains("carrier-cost: {multiply: [rate, miles]}");
    }

    @Test
    void a_currency_is_taken_from_the_name_of_the_cost() {
        assertThat(draft(column("Cost CAD", "1500")))
                .contains("currency: {constant: CAD}")
                .doesNotContain("dollars");
    }

    @Test
    void a_currency_that_nothing_names_is_called_a_guess() {
        assertThat(draft(column("Cost", "1500")))
                .contains("# GUESS: dollars, the file names no currency.\ncurrency: {constant: USD}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$1,500.50|sign: \"$\"|USD",
                "1500.50 $|sign: \"$\"|USD",
                "€ 1,500.50|sign: \"€\"|EUR",
                "C$1,500.50|sign: \"C$\"|CAD",
                "GBP 1,500.50|sign: GBP|GBP",
                "$1,500.50 USD|sign: [\"$\", USD]|USD"
            })
    void a_currency_sign_is_written_down_with_the_currency_that_it_names(String value, String sign, String currency) {
        assertThat(draft(column("Linehaul", value)))
                .contains("carrier-cost: {column: Linehaul, %s}\n".formatted(sign))
                .contains("currency: {constant: %s}\n".formatted(currency))
                .doesNotContain("rejected");
    }

    @Test
    void a_dollar_sign_alone_is_called_a_guess_because_it_is_many_countries() {
        assertThat(draft(column("Linehaul", "$1,500.50")))
                .contains("# GUESS: US dollars, the amounts do not say whose.\ncurrency: {constant: USD}\n");
    }

    @Test
    void a_dollar_sign_is_of_the_currency_that_the_name_of_the_cost_says() {
        assertThat(draft(column("Cost CAD", "$1,500.50")))
                .contains("carrier-cost: {column: Cost CAD, sign: \"$\"}\ncurrency: {constant: CAD}\n");
    }

    @Test
    void amounts_in_another_currency_than_most_are_told_to_be_rejected() {
        assertThat(draft(column("Linehaul", "€ 5", "6 EUR", "£ 7")))
                .contains("# 1 rows hold no number, such as '£ 7'; they will be rejected (bad_carrier_cost).")
                .contains("carrier-cost: {column: Linehaul, sign: [\"€\", EUR]}\ncurrency: {constant: EUR}\n");
    }

    @Test
    void a_few_amounts_with_a_currency_say_nothing_of_the_many_without() {
        assertThat(draft(column("Linehaul", "$ 5", "$ 6", "C$ 7")))
                .contains("# 1 rows hold no number, such as 'C$ 7'; they will be rejected (bad_carrier_cost).")
                .contains("carrier-cost: {column: Linehaul, sign: \"$\"}\n# GUESS: US dollars")
                .contains("currency: {constant: USD}\n");
    }

    @Test
    void with_a_column_of_currencies_the_signs_of_all_are_written_down() {
        assertThat(draft(column("Linehaul", "€ 5", "£ 7"), column("Currency", "EUR", "GBP")))
                .contains("carrier-cost: {column: Linehaul, sign: [\"€\", \"£\"]}\ncurrency: {column: Currency}\n");
    }

    @Test
    void a_rate_a_mile_with_a_currency_sign_is_multiplied() {
        assertThat(draft(column("miles", "781"), column("rate", "$2.50")))
                .contains("carrier-cost: {multiply: [rate, miles], sign: \"$\"}");
    }

    @Test
    void each_amount_has_its_own_signs() {
        assertThat(draft(column("Carrier Pay", "1500"), column("Customer Rate", "1800 USD")))
                .contains("carrier-cost: {column: Carrier Pay}\nprice: {column: Customer Rate, sign: USD}\n");
    }

    @Test
    @Timeout(20)
    void time_grows_with_the_rows_and_not_with_their_square() {
        String[] values = IntStream.range(0, 20_000).mapToObj(i -> "1500.5").toArray(String[]::new);

        assertThat(draft(column("Miles", values), column("Flat rate", values)))
                .contains("carrier-cost: {column: Flat rate}");
    }

    private static String draft(ColumnSample... columns) {
        DraftText text = new DraftText();
        ColumnChoice choice = ColumnChoice.among(List.of(columns));
        new AmountsDraft(choice, new NumbersDraft(choice, text), text).write();
        return text.toString();
    }

    private static ColumnSample column(String name, String... values) {
        return new ColumnSample(name, Stream.of(values).toList());
    }
}

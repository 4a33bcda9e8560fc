package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersDraftTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Miles|miles: {column: Miles, unit: mi}",
                "Distance (km)|miles: {column: \"Distance (km)\", unit: km}",
                "Weight lbs|weight: {column: Weight lbs, unit: lb}",
                "Weight kg|weight: {column: Weight kg, unit: kg}"
            })
    void a_unit_is_taken_from_the_header(String name, String line) {
        assertThat(draft(column(name, "781"))).contains(line + "\n").doesNotContain("names no unit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Distance|# GUESS: miles, the header names no unit (mi or km).",
                "Weight|# GUESS: pounds, the header names no unit (lb or kg)."
            })
    void a_unit_that_the_header_does_not_name_is_called_a_guess(String name, String comment) {
        assertThat(draft(column(name, "781"))).contains(comment + "\n");
    }

    @Test
    void a_column_that_is_called_like_a_number_but_holds_words_is_named() {
        assertThat(draft(column("Miles", "far")))
                .contains("no column looks like miles; 'Miles' does not hold numbers but, for example, 'far'");
    }

    @Test
    void a_column_with_another_decimal_mark_than_the_file_says_so() {
        assertThat(draft(
                        column("Miles", "781.5", "12.5", "13.5", "14.5"),
                        column("Carrier Pay", "1.500,50", "900.0", "2,5", "3,5")))
                .contains("miles: {column: Miles, unit: mi}")
                .contains("carrier-cost: {column: Carrier Pay, decimal: \",\"}");
    }

    @Test
    void a_rate_a_mile_is_multiplied() {
        assertThat(draft(column("miles", "781"), column("rate", "2.5")))
                .contains("# GUESS: 'rate' is an amount for each mile")
                .contains("carrier-cost: {multiply: [rate, miles]}");
    }

    @Test
    void words_among_numbers_are_counted() {
        assertThat(draft(column("Miles", "781", "782", "far")))
                .contains("# 1 rows hold no number, such as 'far'; they will be rejected (bad_miles).");
    }

    @Test
    void amounts_with_a_currency_sign_are_found_and_told_to_be_mended() {
        assertThat(draft(column("Linehaul", "$1,500.50")))
                .contains("rejected (bad_carrier_cost): take the currency sign out of the file.")
                .contains("carrier-cost: {column: Linehaul}");
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

    private static String draft(ColumnSample... columns) {
        DraftText text = new DraftText();
        NumbersDraft numbers = new NumbersDraft(ColumnChoice.among(List.of(columns)), text);
        numbers.miles();
        numbers.weight();
        numbers.amounts();
        return text.toString();
    }

    private static ColumnSample column(String name, String... values) {
        return new ColumnSample(name, Stream.of(values).toList());
    }
}

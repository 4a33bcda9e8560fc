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
                        column("Weight lbs", "1.500,50", "900.0", "2,5", "3,5")))
                .contains("miles: {column: Miles, unit: mi}")
                .contains("weight: {column: Weight lbs, unit: lb, decimal: \",\"}");
    }

    @Test
    void a_measure_with_a_currency_sign_is_no_measure() {
        assertThat(draft(column("Miles", "$781"))).contains("'Miles' does not hold numbers but, for example, '$781'");
    }

    @Test
    void words_among_numbers_are_counted() {
        assertThat(draft(column("Miles", "781", "782", "far")))
                .contains("# 1 rows hold no number, such as 'far'; they will be rejected (bad_miles).");
    }

    private static String draft(ColumnSample... columns) {
        DraftText text = new DraftText();
        NumbersDraft numbers = new NumbersDraft(ColumnChoice.among(List.of(columns)), text);
        numbers.miles();
        numbers.weight();
        return text.toString();
    }

    private static ColumnSample column(String name, String... values) {
        return new ColumnSample(name, Stream.of(values).toList());
    }
}

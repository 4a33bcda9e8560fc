package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateGuessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-03-14, 2025-04-01|yyyy-MM-dd",
                "2025-03-14 08:00:00|'yyyy-MM-dd H:mm:ss'",
                "2025-03-14T08:00:00Z|yyyy-MM-dd'T'HH:mm:ssXXX",
                "3/14/2025, 4/1/2025|M/d/yyyy",
                "14/3/2025, 1/4/2025|d/M/yyyy",
                "3/14/25 1:05 PM|M/d/yy h:mm a",
                "2-Jun-06, 29-AUG-14|d-MMM-yy",
                "20250314|yyyyMMdd",
                "14.03.2025|d.M.yyyy",
            })
    void the_format_of_dates_is_found(String values, String format) {
        assertThat(guess(values).orElseThrow().formats())
                .extracting(DateFormat::pattern)
                .containsExactly(format.replaceAll("^'(?=y)|'$", ""));
    }

    @Test
    void the_fewest_formats_that_read_all_values_are_taken() {
        DateGuess guess = guess("2-Jun-06, 3/14/25, 4/1/25, 29-Aug-14, 5/6/25").orElseThrow();

        assertThat(guess.formats()).extracting(DateFormat::pattern).containsExactly("M/d/yy", "d-MMM-yy");
        assertThat(guess.notes()).containsExactly("M/d/yy and not d/M/yy because of '3/14/25'");
    }

    @Test
    void an_order_of_day_and_month_that_nothing_proves_is_called_a_guess() {
        DateGuess guess = guess("3/4/2025, 12/1/2025").orElseThrow();

        assertThat(guess.formats()).extracting(DateFormat::pattern).containsExactly("M/d/yyyy");
        assertThat(guess.notes())
                .containsExactly("GUESS: M/d/yyyy could as well be d/M/yyyy, no value has a day above 12");
    }

    @Test
    void both_orders_of_day_and_month_in_one_column_are_called_out() {
        DateGuess guess = guess("3/14/2025, 15/3/2025, 1/2/2025").orElseThrow();

        assertThat(guess.formats()).extracting(DateFormat::pattern).containsExactly("M/d/yyyy", "d/M/yyyy");
        assertThat(guess.notes()).last().asString().contains("ambiguous_pickup");
    }

    @Test
    void words_and_plain_numbers_are_no_dates() {
        assertThat(guess("Van, Reefer")).isEmpty();
        assertThat(guess("781, 42000, 1500.50")).isEmpty();
    }

    private static Optional<DateGuess> guess(String values) {
        return DateGuess.of(new ColumnSample("date", List.of(values.split(", "))));
    }
}

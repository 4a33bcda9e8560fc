package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PickupDraftTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "3/14/2025|pickup: {column: Pickup, format: M/d/yyyy}",
                "Mar 14, 2025|pickup: {column: Pickup, format: \"MMM d, yyyy\"}",
                "2025-03-14 08:00|pickup: {column: Pickup, format: \"yyyy-MM-dd H:mm\", zone: UTC}",
                "2025-03-14T08:00Z|pickup: {column: Pickup, format: \"yyyy-MM-dd'T'HH:mmXXX\"}"
            })
    void the_column_of_the_pickup_is_written_with_its_format(String value, String line) {
        assertThat(draft("Pickup", value)).endsWith(line + "\n");
    }

    @Test
    void several_formats_are_a_list() {
        assertThat(draft("Pickup", "3/14/25", "2-Jun-06")).contains("format: [M/d/yy, d-MMM-yy]");
    }

    @Test
    void a_clock_without_an_offset_is_called_a_guess() {
        assertThat(draft("Pickup", "2025-03-14 08:00")).startsWith("# GUESS: the clock is UTC; ");
    }

    @Test
    void words_among_dates_are_counted() {
        assertThat(draft("Pickup", "3/14/25", "Date Not Captured", "3/15/25"))
                .contains("# 1 rows hold no date, such as 'Date Not Captured'; they will be rejected (bad_pickup).");
    }

    @Test
    void a_column_that_is_called_like_a_pickup_but_holds_no_dates_is_named() {
        assertThat(draft("Pickup Date", "45123.5"))
                .contains(
                        "'Pickup Date' does not hold dates in a format that is known here but, for example, '45123.5'");
    }

    @Test
    void a_column_that_is_called_like_a_pickup_but_is_blank_is_named() {
        assertThat(draft("Pickup Date", "", "")).contains("the day of the pickup; 'Pickup Date' is blank\n");
    }

    @Test
    void columns_of_dates_are_named_when_none_is_called_like_a_pickup() {
        assertThat(draft("Birthday", "3/14/2025"))
                .contains("no column looks like the day of the pickup; dates are in 'Birthday' (M/d/yyyy)");
    }

    private static String draft(String name, String... values) {
        DraftText text = new DraftText();
        PickupDraft.write(ColumnChoice.among(List.of(new ColumnSample(name, List.of(values)))), text);
        return text.toString();
    }
}

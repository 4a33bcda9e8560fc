package com.lanehouse.dashboards.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {
    @ParameterizedTest
    @CsvSource({
        "PERCENT, 0.243, 1, 24.3 %",
        "PERCENT, -0.031, 1, \u22123.1 %",
        "PERCENT, 0.29, 0, 29 %",
        "PERCENT, -0.0001, 1, 0.0 %",
        "MILLISECONDS, 1412.4, 0, '1,412 ms'",
        "USD, 1234567.5, 2, '$1,234,567.50'",
        "USD, -3, 0, \u2212$3",
        "DAYS, 4.95, 1, 5.0 days",
        "NUMBER, 0, 0, 0"
    })
    void values_read_as_people_write_them(ValueFormat format, double value, int decimals, String expected) {
        assertThat(format.format(value, decimals).replace('\u00a0', ' ')).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PERCENT, 0.029, 1, +2.9 pts", "PERCENT, -0.004, 1, \u22120.4 pts", "MILLISECONDS, 17, 0, +17 ms"})
    void changes_have_a_sign(ValueFormat format, double change, int decimals, String expected) {
        assertThat(format.formatChange(change, decimals).replace('\u00a0', ' ')).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PERCENT, 0.999, 99.9 %", "PERCENT, 0.25, 25 %", "MINUTES, 15, 15 min"})
    void targets_have_no_more_digits_than_they_need(ValueFormat format, double value, String expected) {
        assertThat(format.formatShort(value).replace('\u00a0', ' ')).isEqualTo(expected);
    }
}

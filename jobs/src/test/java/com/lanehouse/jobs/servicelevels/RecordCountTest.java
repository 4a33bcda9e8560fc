package com.lanehouse.jobs.servicelevels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordCountTest {
    @ParameterizedTest
    @CsvSource({
        "98, 100, 0.98, 1",
        "100, 100, 0.98, 0",
        "0, 100, 0.98, 50",
        "99, 100, 0.98, 0.5",
        "178, 250, 0.98, 14.4",
        "9856, 10000, 0.999, 14.4",
        "88, 100, 0.98, 6",
        "94, 100, 0.98, 3"
    })
    void the_burn_rate_is_the_bad_share_in_shares_of_what_is_allowed(
            long good, long total, BigDecimal objective, double burnRate) {
        assertThat(new RecordCount(good, total).burnRate(objective)).isEqualTo(burnRate);
    }

    @ParameterizedTest
    @CsvSource({"999, 1000, 0.999, 0", "9995, 10000, 0.999, 0.5", "20, 20, 0.999, 1", "19, 20, 0.999, -49"})
    void the_budget_that_remains_is_what_is_not_burned(long good, long total, BigDecimal objective, double remaining) {
        assertThat(new RecordCount(good, total).budgetRemaining(objective)).isEqualTo(remaining);
    }

    @Test
    void without_records_nothing_can_be_said() {
        BigDecimal objective = new BigDecimal("0.98");
        assertThat(RecordCount.NONE.ratio()).isNull();
        assertThat(RecordCount.NONE.burnRate(objective)).isNull();
        assertThat(RecordCount.NONE.budgetRemaining(objective)).isNull();
    }

    @Test
    void more_good_records_than_records_are_an_error_and_not_100_percent() {
        assertThatThrownBy(() -> new RecordCount(21, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("21 good of 20 records cannot be");
        assertThatThrownBy(() -> new RecordCount(2, 3).minus(new RecordCount(0, 2)))
                .hasMessage("2 good of 1 records cannot be");
    }
}

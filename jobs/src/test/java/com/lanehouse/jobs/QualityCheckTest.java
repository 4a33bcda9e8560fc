package com.lanehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lanehouse.warehouse.RuleAction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualityCheckTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"WARN, warned", "DROP, dropped", "FAIL, failed"})
    void its_status_is_what_was_done_about_what_failed(RuleAction action, String status) {
        assertThat(check(3, 1, action).status()).isEqualTo(status);
    }

    @Test
    void it_passed_when_nothing_failed_or_nothing_was_checked() {
        assertThat(check(3, 0, RuleAction.FAIL).status()).isEqualTo("passed");
        assertThat(check(0, 0, RuleAction.FAIL).status()).isEqualTo("passed");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 4})
    void no_more_can_fail_than_was_checked(long failed) {
        assertThatThrownBy(() -> check(3, failed, RuleAction.WARN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static QualityCheck check(long checked, long failed, RuleAction action) {
        return new QualityCheck("gold.t", "rule", checked, failed, action, 0, List.of());
    }
}

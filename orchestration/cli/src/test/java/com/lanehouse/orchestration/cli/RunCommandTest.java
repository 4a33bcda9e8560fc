package com.lanehouse.orchestration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.QualityCheck;
import com.lanehouse.orchestration.run.JobResult;
import com.lanehouse.warehouse.RuleAction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunCommandTest {
    private static final QualityCheck BROKEN =
            new QualityCheck("gold.kpis", "rule", 2, 1, RuleAction.FAIL, 0, List.of());
    private static final QualityCheck WARNED =
            new QualityCheck("gold.kpis", "rule", 2, 1, RuleAction.WARN, 0, List.of());

    @Test
    void a_run_in_which_all_jobs_succeed_ends_well_whatever_was_warned_of() {
        assertThat(RunCommand.exitCode(List.of(result("succeeded"), result("succeeded", WARNED))))
                .isEqualTo(Main.OK);
    }

    @Test
    void a_broken_rule_is_answered_with_no() {
        assertThat(RunCommand.exitCode(List.of(result("succeeded"), result("failed", BROKEN), result("skipped"))))
                .isEqualTo(Main.NO);
    }

    @Test
    void a_job_that_failed_otherwise_is_a_failure_even_beside_a_broken_rule() {
        assertThat(RunCommand.exitCode(List.of(result("failed", BROKEN), result("failed", WARNED))))
                .isEqualTo(Main.FAILED);
    }

    private static JobResult result(String status, QualityCheck... checks) {
        return new JobResult("job", status, null, Duration.ZERO, null, List.of(checks), null);
    }
}

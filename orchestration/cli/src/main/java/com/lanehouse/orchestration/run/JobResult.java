package com.lanehouse.orchestration.run;

import static java.util.Objects.requireNonNull;

import com.lanehouse.jobs.QualityCheck;
import com.lanehouse.warehouse.RuleAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How one job ended.
 *
 * @param status {@code succeeded}, {@code failed} or {@code skipped}
 * @param rowsOut rows it added, changed or removed; null unless it succeeded
 * @param error what went wrong; null when nothing did
 * @param checks what the rules say of its tables
 * @param computed {@code everything}, so many groups, or {@code nothing}; null unless it succeeded
 */
public record JobResult(
        String job,
        String status,
        Long rowsOut,
        Duration duration,
        String error,
        List<QualityCheck> checks,
        String computed) {
    public JobResult {
        requireNonNull(job, "job is null");
        requireNonNull(status, "status is null");
        requireNonNull(duration, "duration is null");
        checks = List.copyOf(checks);
    }

    /** The same with further checks. */
    JobResult and(List<QualityCheck> further) {
        List<QualityCheck> all = new ArrayList<>(checks);
        all.addAll(further);
        return new JobResult(job, status, rowsOut, duration, error, all, computed);
    }

    public boolean succeeded() {
        return status.equals("succeeded");
    }

    /** Whether it failed for what it computed: a rule let nothing through. */
    public boolean brokeARule() {
        return status.equals("failed")
                && checks.stream().anyMatch(check -> check.broken() && check.action() == RuleAction.FAIL);
    }
}

package com.lanehouse.jobs;

import static java.util.Objects.requireNonNull;

import com.lanehouse.warehouse.RuleAction;
import java.util.List;

/**
 * What was found when rows were held against a rule: a row of {@code ops.data_quality} but for the run and T.
 *
 * @param table table that the rule belongs to, {@code layer.table}
 * @param rule name of the rule, snake_case
 * @param checked what was looked at
 * @param failed how much of it broke the rule
 * @param action what is done about it
 * @param tolerated percentage of what was looked at that may break the rule
 * @param examples some of what broke it, as JSON
 */
public record QualityCheck(
        String table,
        String rule,
        long checked,
        long failed,
        RuleAction action,
        double tolerated,
        List<String> examples) {
    public QualityCheck {
        requireNonNull(table, "table is null");
        requireNonNull(rule, "rule is null");
        requireNonNull(action, "action is null");
        examples = List.copyOf(examples);
        if (failed < 0 || failed > checked) {
            throw new IllegalArgumentException("%s: %d of %d cannot have failed".formatted(rule, failed, checked));
        }
    }

    /** Whether more broke the rule than it tolerates. */
    public boolean broken() {
        return failed * 100.0 > tolerated * checked;
    }

    /** {@code passed}, else what the action left behind: {@code warned}, {@code dropped} or {@code failed}. */
    public String status() {
        return broken() ? action.outcome() : "passed";
    }
}

package com.lanehouse.warehouse;

/** What happens to rows that break a quality rule. */
public enum RuleAction {
    /** They are stored all the same. */
    WARN("warn", "warned"),
    /** They are left out, the others are stored. */
    DROP("drop", "dropped"),
    /** Nothing of the job is stored: it fails, and so what reads its tables is skipped. */
    FAIL("fail", "failed");

    private final String label;
    private final String outcome;

    RuleAction(String label, String outcome) {
        this.label = label;
        this.outcome = outcome;
    }

    static RuleAction of(String label) {
        for (RuleAction action : values()) {
            if (action.label.equals(label)) {
                return action;
            }
        }
        throw new IllegalArgumentException("'%s' is not one of warn, drop, fail".formatted(label));
    }

    /** As rules name it and {@code ops.data_quality.action} has it. */
    public String label() {
        return label;
    }

    /** What {@code ops.data_quality.status} says of a broken rule. */
    public String outcome() {
        return outcome;
    }
}

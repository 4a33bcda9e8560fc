package com.lanehouse.jobs.revenue;

import java.math.BigDecimal;
import java.util.Locale;

/** How a customer's revenue moved from one month's end to the next. */
enum MovementKind {
    NEW,
    REACTIVATION,
    EXPANSION,
    CONTRACTION,
    CHURN;

    /**
     * The one movement between two amounts that differ.
     *
     * @param everHadRevenue whether it had revenue at any month's end before
     */
    static MovementKind between(BigDecimal opening, BigDecimal closing, boolean everHadRevenue) {
        if (opening.signum() == 0) {
            return everHadRevenue ? REACTIVATION : NEW;
        }
        if (closing.signum() == 0) {
            return CHURN;
        }
        return closing.compareTo(opening) > 0 ? EXPANSION : CONTRACTION;
    }

    /** As {@code gold.mrr_movements.movement} has it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

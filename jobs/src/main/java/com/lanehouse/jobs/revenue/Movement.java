package com.lanehouse.jobs.revenue;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.YearMonth;

/**
 * A row of {@code gold.mrr_movements}.
 *
 * @param amount closing less opening, in cents' precision; never 0
 */
record Movement(YearMonth month, String companyId, MovementKind kind, BigDecimal amount) {
    Movement {
        requireNonNull(month, "month is null");
        requireNonNull(companyId, "companyId is null");
        requireNonNull(kind, "kind is null");
        boolean falls = kind == MovementKind.CONTRACTION || kind == MovementKind.CHURN;
        if (amount.signum() != (falls ? -1 : 1)) {
            throw new IllegalArgumentException("%s of %s".formatted(kind.label(), amount));
        }
    }
}

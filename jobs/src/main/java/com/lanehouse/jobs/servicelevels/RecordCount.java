package com.lanehouse.jobs.servicelevels;

import java.math.BigDecimal;
import java.math.MathContext;

/** Good records and all records. More good ones than there are is an error, not 100 %. */
record RecordCount(long good, long total) {
    static final RecordCount NONE = new RecordCount(0, 0);

    RecordCount {
        if (good < 0 || good > total) {
            throw new IllegalArgumentException("%d good of %d records cannot be".formatted(good, total));
        }
    }

    RecordCount plus(RecordCount more) {
        return new RecordCount(Math.addExact(good, more.good), Math.addExact(total, more.total));
    }

    RecordCount minus(RecordCount less) {
        return new RecordCount(good - less.good, total - less.total);
    }

    /** good ÷ total; null when there are no records. */
    Double ratio() {
        return total == 0 ? null : (double) good / total;
    }

    /** How many times as fast as allowed the error budget goes; null when there are no records. */
    Double burnRate(BigDecimal objective) {
        return total == 0 ? null : burned(objective).doubleValue();
    }

    /** Share of the error budget that is left, below 0 when more is spent; null when there are no records. */
    Double budgetRemaining(BigDecimal objective) {
        return total == 0 ? null : BigDecimal.ONE.subtract(burned(objective)).doubleValue();
    }

    /** (1 − ratio) ÷ (1 − objective) on exact decimals: a rate of just 14.4 must not be above 14.4 by rounding. */
    private BigDecimal burned(BigDecimal objective) {
        BigDecimal allowed = BigDecimal.ONE.subtract(objective).multiply(BigDecimal.valueOf(total));
        return BigDecimal.valueOf(total - good).divide(allowed, MathContext.DECIMAL128);
    }
}

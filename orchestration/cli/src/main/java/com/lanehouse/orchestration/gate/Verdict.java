package com.lanehouse.orchestration.gate;

import static java.util.Objects.requireNonNull;

import com.lanehouse.jobs.ServiceLevel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What the gate says of one service level, and why.
 *
 * @param measured its row at the newest T; empty when there is none
 * @param status ok, breach or no_data
 * @param reason in plain words
 */
public record Verdict(ServiceLevel level, Optional<Measurement> measured, String status, String reason) {
    private static final String OK = "ok";
    private static final String NO_DATA = "no_data";

    public Verdict {
        requireNonNull(level, "level is null");
        requireNonNull(measured, "measured is null");
        requireNonNull(status, "status is null");
        requireNonNull(reason, "reason is null");
    }

    static Verdict of(ServiceLevel level, Measurement measured) {
        return new Verdict(
                level,
                Optional.of(measured),
                measured.status(),
                measured.status().equals(NO_DATA) ? tooFew(level, measured) : share(level, measured));
    }

    static Verdict unmeasured(ServiceLevel level, String reason) {
        return new Verdict(level, Optional.empty(), NO_DATA, reason);
    }

    /** Only a service level that was measured and kept opens the gate. */
    public boolean isOpen() {
        return status.equals(OK);
    }

    private static String tooFew(ServiceLevel level, Measurement measured) {
        return "%,d %s in the last %s; it takes %d to judge"
                .formatted(
                        measured.total(),
                        level.records().inWords(),
                        inWords(level.window()),
                        ServiceLevel.LEAST_RECORDS);
    }

    private static String share(ServiceLevel level, Measurement measured) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d %s %s in the last %s: %s, the objective is %s",
                measured.good(),
                measured.total(),
                level.records().inWords(),
                level.goodInWords(),
                inWords(level.window()),
                percent(BigDecimal.valueOf(measured.good())
                        .divide(BigDecimal.valueOf(measured.total()), 5, RoundingMode.FLOOR)),
                percent(level.objective()));
    }

    /** Cut, not rounded: what just misses its objective must not look as if it met it. */
    private static String percent(BigDecimal share) {
        BigDecimal percent = share.movePointRight(2).stripTrailingZeros();
        return percent.setScale(Math.max(0, percent.scale())).toPlainString() + " %";
    }

    private static String inWords(Duration window) {
        return window.toDays() > 1
                ? window.toDays() + " days"
                : window.toHours() == 1 ? "hour" : window.toHours() + " hours";
    }
}

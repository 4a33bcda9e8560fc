package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.lanehouse.tables.KernelTable;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is at or past a limit of their plan in the running day and month, as {@code gold.usage_breaches} has it: so a limit
 * holds as soon as a run has seen the use that passes it. What was read last goes on when the lake cannot be read.
 */
final class PlanLimits {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLimits.class);
    private static final List<String> COLUMNS =
            List.of("company_id", "feature_key", "period", "period_start", "qty", "hard_limit", "status");

    private final KernelTable breaches;
    private final Clock clock;
    private Optional<Long> version = Optional.empty();
    private LocalDate day = LocalDate.MIN;
    private volatile Map<Use, Reached> reached = Map.of();
    private volatile String failure;

    PlanLimits(Path lakeRoot, Clock clock) {
        this.breaches = KernelTable.at(lakeRoot.resolve("gold").resolve("usage_breaches"));
        this.clock = requireNonNull(clock, "clock is null");
    }

    private record Use(String companyId, String feature) {}

    /**
     * A limit that was reached.
     *
     * @param past whether more was used than the hard limit allows; else the soft one is reached
     * @param begins the first day of the next period
     */
    record Reached(String feature, String period, long used, long hard, boolean past, LocalDate begins) {
        /** Of the limits of a day and of a month the one that stops more. */
        private Reached harder(Reached other) {
            return past != other.past ? past ? this : other : begins.isAfter(other.begins) ? this : other;
        }

        /** As the header of an answer says it. */
        String words() {
            return "%s; used=%d; limit=%d; period=%s".formatted(feature, used, hard, period);
        }
    }

    /** Looks for news. */
    synchronized void refresh() {
        try {
            Optional<Long> newest = breaches.version();
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            if (!newest.equals(version) || !today.equals(day)) {
                reached = read(today);
                version = newest;
                day = today;
            }
            failure = null;
        } catch (RuntimeException e) {
            if (!e.toString().equals(failure)) {
                LOG.warn("cannot read who is past a limit; those known go on: {}", e.toString());
            }
            failure = e.toString();
        }
    }

    private Map<Use, Reached> read(LocalDate today) {
        LocalDate month = today.withDayOfMonth(1);
        Predicate recent =
                new Predicate(">=", new Column("period_start"), Literal.ofDate(Math.toIntExact(month.toEpochDay())));
        Map<Use, Reached> found = new HashMap<>();
        for (Map<String, Object> row : breaches.readRows(COLUMNS, Optional.of(recent))) {
            String period = (String) row.get("period");
            LocalDate start = (LocalDate) row.get("period_start");
            LocalDate running = period.equals("day") ? today : month;
            if (start.equals(running)) {
                found.merge(
                        new Use((String) row.get("company_id"), (String) row.get("feature_key")),
                        new Reached(
                                (String) row.get("feature_key"),
                                period,
                                (Long) row.get("qty"),
                                (Long) row.get("hard_limit"),
                                row.get("status").equals("breach"),
                                period.equals("day") ? today.plusDays(1) : month.plusMonths(1)),
                        Reached::harder);
            }
        }
        return Map.copyOf(found);
    }

    /** The limit of a feature that a company has reached in the running period; empty when it has reached none. */
    Optional<Reached> of(String companyId, String feature) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return Optional.ofNullable(reached.get(new Use(companyId, feature)))
                .filter(limit -> limit.begins().isAfter(today));
    }

    /** Why what is known may be old; empty when it is not. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }
}

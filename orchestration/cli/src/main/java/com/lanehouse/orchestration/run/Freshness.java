package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.QualityCheck;
import com.lanehouse.lake.Lake;
import com.lanehouse.warehouse.RuleAction;
import com.lanehouse.warehouse.TableDeclaration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether events still come. Looked at in every run, also where nothing has changed: that is when it matters. What the
 * files' statistics say of event times is mostly enough; an event of the far future does not make old ones fresh.
 */
final class Freshness {
    private static final String RULE = "events_are_fresh";
    private static final String TIME = "event_time";

    private Freshness() {}

    /** What is found of a table's newest event by T; empty where it may be quiet for ever or never had an event. */
    static Optional<QualityCheck> of(Lake lake, TableDeclaration table, Instant asOf) {
        return table.freshWithin().flatMap(within -> {
            boolean fresh = lake.holdsTime(table.name(), TIME, asOf.minus(within), asOf);
            return fresh || lake.holdsTime(table.name(), TIME, Instant.EPOCH, asOf)
                    ? Optional.of(check(table, within, fresh, asOf))
                    : Optional.empty();
        });
    }

    /** When it cannot be asked. */
    static QualityCheck unknown(TableDeclaration table, String error) {
        return new QualityCheck(table.name(), RULE, 1, 1, RuleAction.WARN, 0, List.of("not asked: " + error));
    }

    private static QualityCheck check(TableDeclaration table, Duration within, boolean fresh, Instant asOf) {
        return new QualityCheck(
                table.name(),
                RULE,
                1,
                fresh ? 0 : 1,
                RuleAction.WARN,
                0,
                fresh
                        ? List.of()
                        : List.of("{\"no_event_from\":\"%s\",\"to\":\"%s\"}".formatted(asOf.minus(within), asOf)));
    }
}

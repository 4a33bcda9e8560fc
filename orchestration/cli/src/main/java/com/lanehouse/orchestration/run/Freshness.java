package com.lanehouse.orchestration.run;

import com.lanehouse.jobs.QualityCheck;
import com.lanehouse.lake.Lake;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.RuleAction;
import com.lanehouse.warehouse.TableDeclaration;
import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Whether events still come. Looked at in every run, also where nothing has changed: that is when it matters. Read from what
 * the files' statistics say of event times, to the millisecond, so without reading a row.
 */
final class Freshness {
    private static final String RULE = "events_are_fresh";

    private Freshness() {}

    /** What is found of a table's newest event by T; empty where it may be quiet for ever or never had an event. */
    static Optional<QualityCheck> of(Lake lake, TableDeclaration table, Instant asOf) {
        return table.freshWithin().flatMap(within -> {
            KernelTable events = KernelTable.at(Path.of(lake.path(table.name())));
            boolean fresh = events.mayHold(new And(time(">=", asOf.minus(within)), time("<=", asOf)));
            return fresh || events.mayHold(time("<=", asOf))
                    ? Optional.of(check(table, within, fresh, asOf))
                    : Optional.empty();
        });
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

    private static Predicate time(String comparison, Instant instant) {
        return new Predicate(
                comparison,
                new Column("event_time"),
                Literal.ofTimestamp(ChronoUnit.MICROS.between(Instant.EPOCH, instant)));
    }
}

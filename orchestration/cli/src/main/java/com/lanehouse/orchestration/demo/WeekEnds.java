package com.lanehouse.orchestration.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.IntStream;

/** Ends of ISO weeks: Sunday's last second, UTC. */
final class WeekEnds {
    private WeekEnds() {}

    /** The newest {@code count} week-ends before the instant, oldest first. */
    static List<Instant> before(Instant instant, int count) {
        LocalDate monday =
                instant.atZone(ZoneOffset.UTC).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return IntStream.range(0, count)
                .mapToObj(week -> monday.minusWeeks(count - 1 - week)
                        .atStartOfDay()
                        .minusSeconds(1)
                        .toInstant(ZoneOffset.UTC))
                .toList();
    }
}

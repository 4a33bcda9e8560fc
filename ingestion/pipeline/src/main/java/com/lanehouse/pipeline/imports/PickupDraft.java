package com.lanehouse.pipeline.imports;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of a first mapping that says when a load was picked up. */
final class PickupDraft {
    private static final int MOST_NAMED = 12;

    private PickupDraft() {}

    static void write(ColumnChoice columns, DraftText text) {
        columns.of(ColumnRole.PICKUP).ifPresentOrElse(column -> pickup(column, text), () -> noPickup(columns, text));
    }

    private static void pickup(ColumnSample column, DraftText text) {
        DateGuess guess = DateGuess.of(column).orElseThrow();
        guess.notes().forEach(text::comment);
        unread(guess).ifPresent(text::comment);
        String zone = "";
        if (guess.formats().stream().anyMatch(PickupDraft::isClockWithoutOffset)) {
            text.comment("GUESS: the clock is UTC; write the time zone of your times, such as America/Chicago.");
            zone = ", zone: UTC";
        }
        text.line(
                "pickup", "{column: %s, format: %s%s}".formatted(YamlText.scalar(column.name()), formats(guess), zone));
    }

    private static void noPickup(ColumnChoice columns, DraftText text) {
        Map<String, DateGuess> dates = new LinkedHashMap<>();
        columns.all().forEach(other -> DateGuess.of(other).ifPresent(guess -> dates.put(other.name(), guess)));
        String found = dates.isEmpty()
                ? columns.nearMiss(ColumnRole.PICKUP, "dates in a format that is known here")
                : "; dates are in " + named(dates);
        text.gap(
                "pickup",
                "{column: \"???\", format: yyyy-MM-dd}",
                "no column looks like the day of the pickup" + found);
    }

    private static Optional<String> unread(DateGuess guess) {
        if (guess.unread().isEmpty()) {
            return Optional.empty();
        }
        int rows = guess.unread().values().stream().mapToInt(Integer::intValue).sum();
        return Optional.of("%,d rows hold no date, such as %s; they will be rejected (bad_pickup)."
                .formatted(
                        rows, YamlText.quoted(guess.unread().keySet().iterator().next())));
    }

    private static boolean isClockWithoutOffset(DateFormat format) {
        return format.pattern().matches(".*[Hh].*") && !format.pattern().contains("X");
    }

    private static String named(Map<String, DateGuess> dates) {
        return dates.entrySet().stream()
                .limit(MOST_NAMED)
                .map(entry -> YamlText.quoted(entry.getKey()) + " (" + formats(entry.getValue()) + ")")
                .collect(joining(", "));
    }

    private static String formats(DateGuess guess) {
        List<String> patterns = guess.formats().stream()
                .map(format ->
                        format.pattern().contains(",") || format.pattern().contains(":")
                                ? "\"%s\"".formatted(format.pattern())
                                : format.pattern())
                .toList();
        return patterns.size() == 1 ? patterns.getFirst() : "[%s]".formatted(String.join(", ", patterns));
    }
}

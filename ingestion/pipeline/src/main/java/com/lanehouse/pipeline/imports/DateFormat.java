package com.lanehouse.pipeline.imports;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * One way to write a date. Read strictly, names of months in English whatever their case, and years of two digits are
 * 2000 to 2099.
 *
 * @param pattern in the letters of {@link DateTimeFormatter}
 */
record DateFormat(String pattern, DateTimeFormatter formatter) {
    /** @throws DateTimeException or IllegalArgumentException when the pattern describes no date */
    static DateFormat of(String pattern) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(yearsWithoutEra(pattern))
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        LocalDate someDay = LocalDate.of(2024, 12, 30);
        formatter.parse(formatter.format(someDay.atStartOfDay(ZoneId.of("UTC"))), LocalDate::from);
        return new DateFormat(pattern, formatter);
    }

    /** Strict reading of {@code yyyy} would want an era beside it; {@code uuuu} is what everybody means. */
    private static String yearsWithoutEra(String pattern) {
        StringBuilder years = new StringBuilder();
        boolean quoted = false;
        for (char letter : pattern.toCharArray()) {
            quoted ^= letter == '\'';
            years.append(letter == 'y' && !quoted ? 'u' : letter);
        }
        return years.toString();
    }

    /** The time that a text says, or nothing when it is not written this way. */
    Optional<ZonedDateTime> parse(String value, ZoneId zone) {
        ParsePosition position = new ParsePosition(0);
        // Most texts are not written in most formats; looked at first like this, that costs no exception.
        if (formatter.parseUnresolved(value, position) == null || position.getIndex() < value.length()) {
            return Optional.empty();
        }
        try {
            TemporalAccessor parsed =
                    formatter.parseBest(value, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            return Optional.of(
                    switch (parsed) {
                        case ZonedDateTime withOffset -> withOffset.withZoneSameInstant(zone);
                        case LocalDateTime local -> local.atZone(zone);
                        default -> ((LocalDate) parsed).atStartOfDay(zone);
                    });
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

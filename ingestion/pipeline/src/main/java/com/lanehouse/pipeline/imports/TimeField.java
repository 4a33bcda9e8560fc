package com.lanehouse.pipeline.imports;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * A time out of a column, read strictly: 30 February is no date.
 *
 * @param pattern as written in the mapping, in the letters of {@link DateTimeFormatter}
 * @param zone where the clock hangs that a text without an offset was read from; a text without a time of day is the
 *     start of the day there
 */
record TimeField(TextField text, String pattern, DateTimeFormatter formatter, ZoneId zone) {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9998; // a year below what event times can hold, for the spans that are added

    static TimeField read(MappingNode node) {
        node.allowing("column", "format", "zone");
        MappingNode format = node.required("format");
        TextField text = new TextField(node.path(), node.required("column").text(), null);
        return new TimeField(
                text,
                format.text(),
                formatter(format),
                node.optional("zone").map(TimeField::zone).orElse(ZoneId.of("UTC")));
    }

    private static ZoneId zone(MappingNode node) {
        try {
            return ZoneId.of(node.text());
        } catch (DateTimeException e) {
            throw node.error("'%s' is not a time zone such as UTC or America/Chicago".formatted(node.text()));
        }
    }

    private static DateTimeFormatter formatter(MappingNode node) {
        try {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(yearsWithoutEra(node.text()), Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
            LocalDate someDay = LocalDate.of(2024, 12, 30);
            formatter.parse(formatter.format(someDay.atStartOfDay(ZoneId.of("UTC"))), LocalDate::from);
            return formatter;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw node.error("'%s' does not describe a date (such as yyyy-MM-dd HH:mm:ss): %s"
                    .formatted(node.text(), e.getMessage()));
        }
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

    ZonedDateTime in(LoadsRow row) throws RejectedRow {
        String value = text.requiredIn(row);
        ZonedDateTime time = parse(value);
        if (time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR) {
            throw bad("'%s' is not in the years %d to %d".formatted(value, FIRST_YEAR, LAST_YEAR));
        }
        return time;
    }

    private ZonedDateTime parse(String value) throws RejectedRow {
        try {
            TemporalAccessor parsed =
                    formatter.parseBest(value, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            return switch (parsed) {
                case ZonedDateTime withOffset -> withOffset.withZoneSameInstant(zone);
                case LocalDateTime local -> local.atZone(zone);
                default -> ((LocalDate) parsed).atStartOfDay(zone);
            };
        } catch (DateTimeException e) {
            throw bad("'%s' is not a date in %s".formatted(value, pattern));
        }
    }

    private RejectedRow bad(String detail) {
        return new RejectedRow("bad_" + TextField.reasonName(text.key()), text.key() + " " + detail);
    }
}

package com.lanehouse.dashboards.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names, dates and spans as people write them; everything is UTC. */
final class Words {
    private static final DateTimeFormatter DAY = formatter("d MMM yyyy");
    private static final DateTimeFormatter DAY_OF_YEAR = formatter("d MMM");
    private static final DateTimeFormatter MONTH = formatter("MMM yyyy");
    private static final DateTimeFormatter MINUTE = formatter("d MMM yyyy, HH:mm 'UTC'");
    private static final DateTimeFormatter CLOCK = formatter("HH:mm 'UTC'");
    private static final String SO_FAR = " so far";

    private Words() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** The day, marked when it is still running at {@code asOf}. */
    static String day(LocalDate day, Instant asOf) {
        return DAY.format(day) + (day.equals(utcDay(asOf)) ? SO_FAR : "");
    }

    /** The month, marked when it is still running at {@code asOf}. */
    static String month(LocalDate month, Instant asOf) {
        return MONTH.format(month) + (YearMonth.from(month).equals(YearMonth.from(utcDay(asOf))) ? SO_FAR : "");
    }

    static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    /** An earlier instant, as short as it can be told from {@code now}. */
    static String earlier(Instant instant, Instant now) {
        LocalDate day = utcDay(instant);
        if (day.equals(utcDay(now))) {
            return CLOCK.format(instant);
        }
        return (day.getYear() == utcDay(now).getYear() ? DAY_OF_YEAR : DAY).format(instant);
    }

    static LocalDate utcDay(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** {@code mid_market} to {@code Mid market}; short names of the trade stay capitals. */
    static String humanize(String name) {
        String words = name.replace('_', ' ').replace('.', ' ').strip();
        if (words.equals("smb")) {
            return "SMB";
        }
        return words.isEmpty() ? name : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** A span in its largest unit, such as {@code 3 minutes}; not negative. */
    static String span(Duration span) {
        if (span.toMinutes() < 1) {
            return "less than a minute";
        }
        if (span.toHours() < 1) {
            return count(span.toMinutes(), "minute");
        }
        return span.toDays() < 2 ? count(span.toHours(), "hour") : count(span.toDays(), "day");
    }

    static String count(long count, String noun) {
        return "%s %s".formatted(ValueFormat.NUMBER.format(count, 0), count == 1 ? noun : noun + "s");
    }
}

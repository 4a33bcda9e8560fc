package com.lanehouse.events;

import com.ethlo.time.ITU;
import com.ethlo.time.LeapSecondException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of events: RFC 3339 with an offset, converted to UTC, digits past the microsecond cut. */
public final class EventTime {
    private static final Pattern RFC_3339 = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2}:\\d{2})(?:\\.(\\d+))?(?:[Zz]|([+-])(\\d{2}):(\\d{2}))");

    private EventTime() {}

    /**
     * Reads an RFC 3339 time.
     *
     * @throws DateTimeException when the text is not one, has no offset, or leaves the years 0000 to 9999 in UTC; the
     *     message says which
     */
    public static Instant parse(String text) {
        if (isPlainUtc(text)) {
            try {
                return ITU.parseDateTime(text).toInstant();
            } catch (LeapSecondException e) {
                return Instant.parse(text);
            }
        }
        Matcher matcher = RFC_3339.matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException("'%s' is not an RFC 3339 time with an offset".formatted(shortened(text)));
        }
        LocalDateTime local = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2));
        if (matcher.group(3) != null) {
            String micros = (matcher.group(3) + "000000").substring(0, 6);
            local = local.plus(Long.parseLong(micros), ChronoUnit.MICROS);
        }
        if (matcher.group(4) != null) {
            int hours = Integer.parseInt(matcher.group(5));
            int minutes = Integer.parseInt(matcher.group(6));
            if (hours > 23 || minutes > 59) {
                throw new DateTimeException("'%s' has an offset past 23:59".formatted(shortened(text)));
            }
            int offset = (hours * 60 + minutes) * (matcher.group(4).equals("-") ? -1 : 1);
            local = local.minusMinutes(offset);
        }
        if (local.getYear() < 0 || local.getYear() > 9999) {
            throw new DateTimeException("'%s' is outside the years 0000 to 9999 in UTC".formatted(shortened(text)));
        }
        return local.toInstant(ZoneOffset.UTC);
    }

    /** The form that most events have, {@code 2026-03-01T12:00:00Z} with at most six decimals, needs no expression. */
    private static boolean isPlainUtc(String text) {
        int length = text.length();
        return length >= 20
                && length <= 27
                && length != 21
                && text.charAt(4) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(length - 1) == 'Z'
                && text.charAt(19) == (length == 20 ? 'Z' : '.');
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}

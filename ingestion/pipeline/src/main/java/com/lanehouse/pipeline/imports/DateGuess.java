package com.lanehouse.pipeline.imports;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fewest formats that read as many of a column's values as can be read.
 *
 * @param formats the one that reads most rows first
 * @param notes for the user: what proves the order of day and month, or that nothing does
 * @param unread values in none of the formats, such as {@code Date Not Captured} → rows
 */
record DateGuess(List<DateFormat> formats, List<String> notes, Map<String, Integer> unread) {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final int LEAST_YEAR = 1970;
    private static final int MOST_YEAR = 2099;
    private static final int VALUES_FOR_KIND = 100;

    /** Where nothing decides the earlier wins: the month first, as in the United States. */
    private static final List<String> DAYS = List.of(
            "yyyy-MM-dd",
            "M/d/yyyy",
            "d/M/yyyy",
            "M/d/yy",
            "d/M/yy",
            "M-d-yyyy",
            "d-M-yyyy",
            "M-d-yy",
            "d-M-yy",
            "d.M.yyyy",
            "d.M.yy",
            "yyyy/M/d",
            "yyyyMMdd",
            "d-MMM-yyyy",
            "d-MMM-yy",
            "d MMM yyyy",
            "MMM d, yyyy",
            "MMMM d, yyyy");

    private static final List<String> TIMES = List.of(
            "",
            " H:mm",
            " H:mm:ss",
            " HH:mm:ss.SSS",
            " h:mm a",
            " h:mm:ss a",
            "'T'HH:mm",
            "'T'HH:mm:ss",
            "'T'HH:mm:ss.SSS",
            "'T'HH:mmXXX",
            "'T'HH:mm:ssXXX",
            "'T'HH:mm:ss.SSSXXX",
            " HH:mm:ssXXX");

    private static final List<DateFormat> CANDIDATES = DAYS.stream()
            .flatMap(day -> TIMES.stream().map(time -> DateFormat.of(day + time)))
            .toList();

    DateGuess {
        formats = List.copyOf(formats);
        notes = List.copyOf(notes);
        unread = new LinkedHashMap<>(unread);
    }

    /** Nothing when most values are no dates. */
    static Optional<DateGuess> of(ColumnSample column) {
        Map<String, Integer> counts = column.counts();
        List<String> withDigits = counts.keySet().stream()
                .filter(value -> value.chars().anyMatch(Character::isDigit))
                .toList();
        List<String> first = withDigits.stream().limit(VALUES_FOR_KIND).toList();
        if (first.isEmpty() || 2 * first.stream().filter(DateGuess::isDate).count() < first.size()) {
            return Optional.empty();
        }
        Map<DateFormat, BitSet> readable = new LinkedHashMap<>();
        for (DateFormat format : CANDIDATES) {
            BitSet read = new BitSet();
            for (int i = 0; i < withDigits.size(); i++) {
                read.set(i, isPlausible(format.parse(withDigits.get(i), UTC)));
            }
            if (!read.isEmpty()) {
                readable.put(format, read);
            }
        }
        List<DateFormat> chosen = fewest(readable, withDigits, counts);
        BitSet read = new BitSet();
        chosen.forEach(format -> read.or(readable.get(format)));
        Map<String, Integer> unread = new LinkedHashMap<>(counts);
        read.stream().forEach(i -> unread.remove(withDigits.get(i)));
        return Optional.of(new DateGuess(chosen, notes(chosen, readable, withDigits), unread));
    }

    /** Whether a text is a date in any format that is tried. */
    static boolean isDate(String value) {
        return CANDIDATES.stream().anyMatch(format -> isPlausible(format.parse(value, UTC)));
    }

    private static boolean isPlausible(Optional<ZonedDateTime> time) {
        return time.filter(read -> read.getYear() >= LEAST_YEAR && read.getYear() <= MOST_YEAR)
                .isPresent();
    }

    /** Taking the most useful one again and again gives the fewest: only the two orders of day and month overlap. */
    private static List<DateFormat> fewest(
            Map<DateFormat, BitSet> readable, List<String> values, Map<String, Integer> counts) {
        List<DateFormat> chosen = new ArrayList<>();
        BitSet read = new BitSet();
        while (true) {
            DateFormat best = null;
            long most = 0;
            for (DateFormat format : readable.keySet()) {
                BitSet gained = (BitSet) readable.get(format).clone();
                gained.andNot(read);
                long rows = gained.stream()
                        .mapToLong(i -> counts.get(values.get(i)))
                        .sum();
                if (rows > most) {
                    best = format;
                    most = rows;
                }
            }
            if (best == null) {
                return chosen;
            }
            chosen.add(best);
            read.or(readable.get(best));
        }
    }

    private static List<String> notes(List<DateFormat> chosen, Map<DateFormat, BitSet> readable, List<String> values) {
        List<String> notes = new ArrayList<>();
        for (DateFormat format : chosen) {
            Optional<DateFormat> other = readable.keySet().stream()
                    .filter(candidate -> candidate.pattern().equals(otherOrder(format.pattern())))
                    .findFirst();
            if (otherOrder(format.pattern()).equals(format.pattern())) {
                continue;
            }
            BitSet onlyThis = (BitSet) readable.get(format).clone();
            other.map(readable::get).ifPresent(onlyThis::andNot);
            if (onlyThis.isEmpty()) {
                notes.add("GUESS: %s could as well be %s, no value has a day above 12"
                        .formatted(format.pattern(), otherOrder(format.pattern())));
            } else if (other.isPresent() && chosen.contains(other.get())) {
                notes.add("%s because of '%s'".formatted(format.pattern(), values.get(onlyThis.nextSetBit(0))));
            } else {
                notes.add("%s and not %s because of '%s'"
                        .formatted(format.pattern(), otherOrder(format.pattern()), values.get(onlyThis.nextSetBit(0))));
            }
        }
        if (chosen.stream()
                .anyMatch(format -> chosen.stream()
                        .anyMatch(other -> other != format && other.pattern().equals(otherOrder(format.pattern()))))) {
            notes.add("both orders of day and month occur: a date that reads either way is rejected (ambiguous_pickup);"
                    + " keep one format if the other is a mistake");
        }
        return notes;
    }

    /** The same pattern with day and month exchanged; a pattern that leads with its year or names months has none. */
    private static String otherOrder(String pattern) {
        return pattern.matches("M([/-])d\\1.*")
                ? "d" + pattern.charAt(1) + "M" + pattern.substring(3)
                : pattern.matches("d([/-])M\\1.*") ? "M" + pattern.charAt(1) + "d" + pattern.substring(3) : pattern;
    }
}

package com.lanehouse.pipeline.imports;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A time out of a column, written in one of a few formats and read strictly: 30 February is no date.
 *
 * @param formats at least one; a text that two of them read as different times is rejected, whatever their order,
 *     because nothing says which one was meant
 * @param zone where the clock hangs that a text without an offset was read from; a text without a time of day is the
 *     start of the day there
 */
record TimeField(TextField text, List<DateFormat> formats, ZoneId zone) {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9998; // a year below what event times can hold, for the spans that are added

    TimeField {
        formats = List.copyOf(formats);
    }

    static TimeField read(MappingNode node) {
        node.allowing("column", "format", "zone");
        TextField text = new TextField(node.path(), node.required("column").text(), null);
        return new TimeField(
                text,
                node.required("format").oneOrMore().stream()
                        .map(TimeField::format)
                        .toList(),
                node.optional("zone").map(TimeField::zone).orElse(ZoneId.of("UTC")));
    }

    private static ZoneId zone(MappingNode node) {
        try {
            return ZoneId.of(node.text());
        } catch (DateTimeException e) {
            throw node.error("'%s' is not a time zone such as UTC or America/Chicago".formatted(node.text()));
        }
    }

    private static DateFormat format(MappingNode node) {
        try {
            return DateFormat.of(node.text());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw node.error("'%s' does not describe a date (such as yyyy-MM-dd HH:mm:ss): %s"
                    .formatted(node.text(), e.getMessage()));
        }
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
        ZonedDateTime time = null;
        DateFormat first = null;
        for (DateFormat format : formats) {
            Optional<ZonedDateTime> read = format.parse(value, zone);
            if (read.isEmpty()) {
                continue;
            }
            if (first == null) {
                time = read.get();
                first = format;
            } else if (!read.get().isEqual(time)) {
                throw new RejectedRow(
                        "ambiguous_" + TextField.reasonName(text.key()),
                        "%s '%s' is %s in %s but %s in %s"
                                .formatted(
                                        text.key(),
                                        value,
                                        time.toLocalDate(),
                                        first.pattern(),
                                        read.get().toLocalDate(),
                                        format.pattern()));
            }
        }
        if (first == null) {
            throw bad("'%s' is not a date in %s"
                    .formatted(value, formats.stream().map(DateFormat::pattern).collect(Collectors.joining(" or "))));
        }
        return time;
    }

    private RejectedRow bad(String detail) {
        return new RejectedRow("bad_" + TextField.reasonName(text.key()), text.key() + " " + detail);
    }
}

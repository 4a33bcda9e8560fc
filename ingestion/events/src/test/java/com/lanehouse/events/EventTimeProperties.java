package com.lanehouse.events;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class EventTimeProperties {
    private static final long YEAR_0000 = -62_167_219_200L;
    private static final long END_OF_YEAR_9999 = 253_402_300_799L;

    @Property
    void a_time_in_utc_is_read_as_the_clock_writes_it(
            @ForAll @LongRange(min = YEAR_0000, max = END_OF_YEAR_9999) long second,
            @ForAll @IntRange(max = 999_999) int micros) {
        Instant time = Instant.ofEpochSecond(second, micros * 1_000L);

        assertThat(EventTime.parse(time.toString())).isEqualTo(time);
    }

    @Property
    void the_offset_does_not_change_the_moment(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes) {
        Instant time = Instant.ofEpochSecond(second);

        assertThat(EventTime.parse(ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.ofTotalSeconds(minutes * 60)))))
                .isEqualTo(time);
    }

    @Example
    void digits_past_the_microsecond_are_cut() {
        assertThat(EventTime.parse("2026-03-01T12:00:00.123456999Z"))
                .isEqualTo(Instant.parse("2026-03-01T12:00:00.123456Z"));
    }

    @Example
    void a_leap_second_is_the_second_before() {
        assertThat(EventTime.parse("2016-12-31T23:59:60Z")).isEqualTo(Instant.parse("2016-12-31T23:59:59Z"));
    }

    @Example
    void hour_24_is_no_time() {
        assertThatThrownBy(() -> EventTime.parse("2026-03-01T24:00:00Z")).isInstanceOf(DateTimeException.class);
    }

    @Example
    void the_30th_of_february_is_no_day() {
        assertThatThrownBy(() -> EventTime.parse("2026-02-30T12:00:00Z")).isInstanceOf(DateTimeException.class);
    }
}

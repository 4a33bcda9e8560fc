package com.lanehouse.simulator;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The days of the history. Day 0 is the first; days before it have negative numbers. Times are epoch milliseconds. */
record Window(LocalDate start, int days) {
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    LocalDate date(int day) {
        return start.plusDays(day);
    }

    long startOf(int day) {
        return date(day).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** A moment of a day; the hour may have a fraction. */
    long at(int day, double hour) {
        return startOf(day) + (long) (hour * HOUR);
    }

    long firstMoment() {
        return startOf(0);
    }

    long lastMoment() {
        return startOf(days) - 1;
    }

    int dayOf(long moment) {
        return Math.toIntExact(Math.floorDiv(moment - firstMoment(), DAY));
    }

    boolean weekend(int day) {
        return date(day).getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    }

    static LocalDate dateOf(long moment) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(moment), ZoneOffset.UTC);
    }

    static String text(long moment) {
        return Instant.ofEpochMilli(moment).toString();
    }
}

package com.lanehouse.simulator;

/**
 * A coupon on a subscription; exactly one of percent and cents off is above 0.
 *
 * @param months how long a {@code repeating} coupon lasts, else 0
 * @param duration once, repeating or forever
 * @param start epoch seconds
 */
record Discount(String id, String coupon, int percentOff, long centsOff, String duration, int months, long start) {
    /** Epoch seconds of the end; −1 = none. */
    long end() {
        return months == 0 ? -1 : start + months * 30L * 86_400;
    }

    /** Whether it is taken off an invoice of that second; a {@code once} coupon counts on the first invoice only. */
    boolean holdsAt(long second) {
        long last = duration.equals("once") ? start + 86_400 : end();
        return second >= start && (last < 0 || second < last);
    }
}

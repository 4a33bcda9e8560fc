package com.lanehouse.jobs.servicelevels;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many records there were up to an instant: the count of any window is the difference of two look-ups. */
final class CumulativeCounts {
    private final NavigableMap<Instant, RecordCount> through = new TreeMap<>();

    /** @param counts how many records were counted at each instant */
    CumulativeCounts(SortedMap<Instant, RecordCount> counts) {
        RecordCount sum = RecordCount.NONE;
        for (Map.Entry<Instant, RecordCount> count : counts.entrySet()) {
            sum = sum.plus(count.getValue());
            through.put(count.getKey(), sum);
        }
    }

    /** Records in (end − length, end]. */
    RecordCount within(Duration length, Instant end) {
        return through(end).minus(through(end.minus(length)));
    }

    private RecordCount through(Instant instant) {
        Map.Entry<Instant, RecordCount> last = through.floorEntry(instant);
        return last == null ? RecordCount.NONE : last.getValue();
    }
}

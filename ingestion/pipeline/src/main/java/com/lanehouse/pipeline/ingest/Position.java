package com.lanehouse.pipeline.ingest;

import java.util.Comparator;

/** Where a record stands on the broker. Of two arrivals in one batch, the lesser position came first. */
record Position(String topic, int partition, long offset) implements Comparable<Position> {
    private static final Comparator<Position> ORDER = Comparator.comparing(Position::topic)
            .thenComparing(Position::partition)
            .thenComparing(Position::offset);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}

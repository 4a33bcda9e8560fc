package com.lanehouse.pipeline.imports;

import com.lanehouse.events.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts while a file is read, and hands its events on. */
final class ImportTally {
    private final String file;
    private final Consumer<Event> sink;
    private final Map<String, Long> rejected = new TreeMap<>();
    private final List<String> firstRejections = new ArrayList<>();
    private long linesRead;
    private long used;
    private long events;

    ImportTally(String file, Consumer<Event> sink) {
        this.file = file;
        this.sink = sink;
    }

    void use(List<Event> ofRow) {
        linesRead++;
        used++;
        for (Event event : ofRow) {
            sink.accept(event);
            events++;
        }
    }

    void reject(long line, RejectedRow row) {
        linesRead++;
        rejected.merge(row.reason(), 1L, Long::sum);
        if (firstRejections.size() < ImportReport.MOST_SHOWN) {
            firstRejections.add("line %d: %s".formatted(line, row.getMessage()));
        }
    }

    ImportReport report() {
        return new ImportReport(file, linesRead, used, events, rejected, firstRejections);
    }
}

package com.lanehouse.pipeline.imports;

import com.lanehouse.events.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts while a file is read, and hands its events on. */
final class ImportTally {
    private final String file;
    private final Consumer<Event> sink;
    private final Map<String, Long> rejectedRows = new HashMap<>();
    private final Map<String, List<Rejection>> firstRejections = new HashMap<>();
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
        rejectedRows.merge(row.reason(), 1L, Long::sum);
        List<Rejection> first = firstRejections.computeIfAbsent(row.reason(), reason -> new ArrayList<>());
        if (first.size() < Rejections.MOST_KEPT) {
            first.add(new Rejection(line, row.getMessage()));
        }
    }

    ImportReport report() {
        Map<String, Rejections> rejections = new HashMap<>();
        rejectedRows.forEach(
                (reason, rows) -> rejections.put(reason, new Rejections(rows, firstRejections.get(reason))));
        return new ImportReport(file, linesRead, used, events, rejections);
    }
}

package com.lanehouse.pipeline.ingest;

import com.lanehouse.events.EventDecoder;
import com.lanehouse.events.EventTypes;
import com.lanehouse.warehouse.TableCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Schemas and declarations, read once in each JVM rather than for every task. */
final class Readers {
    static final EventTypes TYPES = EventTypes.load();
    static final EventDecoder DECODER = new EventDecoder(TYPES);
    private static final Map<String, SilverProjection> PROJECTIONS = projections();

    private static final List<String> TOPICS = List.copyOf(TYPES.topics());

    private Readers() {}

    /** Place of the topic in alphabetical order. */
    static int topicIndex(String topic) {
        return TOPICS.indexOf(topic);
    }

    static SilverProjection projection(String family) {
        return PROJECTIONS.get(family);
    }

    private static Map<String, SilverProjection> projections() {
        TableCatalog catalog = TableCatalog.load();
        Map<String, SilverProjection> projections = new HashMap<>();
        for (String family : TYPES.families()) {
            projections.put(family, new SilverProjection(catalog.table("silver." + family)));
        }
        return projections;
    }
}

package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.DecodedRecord;
import com.lanehouse.events.Event;
import com.lanehouse.events.EventDecoder;
import com.lanehouse.events.EventTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A sink that takes an event only when the ingest side would read the very same one from its bytes. */
final class DecodedEvents implements Consumer<Event> {
    private static final EventTypes TYPES = EventTypes.load();

    private final EventDecoder decoder = new EventDecoder(TYPES);
    private final List<Event> events = new ArrayList<>();

    @Override
    public void accept(Event event) {
        String topic = TYPES.find(event.type()).orElseThrow().topic();
        DecodedRecord decoded = decoder.decode(topic, event.toJson());
        assertThat(decoded).isInstanceOf(DecodedRecord.Accepted.class);
        Event read = ((DecodedRecord.Accepted) decoded).event();
        assertThat(read.toJson()).isEqualTo(event.toJson());
        events.add(read);
    }

    List<Event> all() {
        return events;
    }

    List<Event> ofType(String type) {
        return events.stream().filter(event -> event.type().equals(type)).toList();
    }

    Event only(String type) {
        List<Event> found = ofType(type);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** What ingest tells events apart by. */
    List<String> identities() {
        return events.stream().map(event -> event.source() + " " + event.id()).toList();
    }
}

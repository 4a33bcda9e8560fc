package com.lanehouse.pipeline.ingest;

import com.lanehouse.events.DeadLetterReason;
import com.lanehouse.events.DecodedRecord;
import com.lanehouse.events.Event;
import com.lanehouse.events.EventDecoder;
import com.lanehouse.events.EventType;
import com.lanehouse.events.EventTypes;
import com.lanehouse.warehouse.TableCatalog;
import java.util.HashMap;
import java.util.Map;

/** Reads records: schema and types first, then whether every value fits its column. Thread-safe. */
final class ArrivalReader {
    private final EventDecoder decoder;
    private final Map<String, SilverProjection> projections = new HashMap<>();

    ArrivalReader(EventTypes types, TableCatalog catalog) {
        this.decoder = new EventDecoder(types);
        types.families()
                .forEach(family -> projections.put(family, new SilverProjection(catalog.table("silver." + family))));
    }

    Arrival read(Position position, byte[] value) {
        return switch (decoder.decode(position.topic(), value)) {
            case DecodedRecord.Accepted(Event event, EventType type) -> accepted(position, value, event, type);
            case DecodedRecord.Rejected(DeadLetterReason reason, String detail) ->
                new Arrival.Rejected(position, value, reason, detail);
        };
    }

    /** Reads once more what was accepted before: a schema that changed in the meantime does not change the past. */
    Arrival.Accepted reread(Position position, byte[] value) {
        DecodedRecord.Accepted decoded = decoder.reread(value);
        if (accepted(position, value, decoded.event(), decoded.type()) instanceof Arrival.Accepted accepted) {
            return accepted;
        }
        throw new IngestFailedException(
                "the record at %s was accepted, but its values do not fit the columns of today; run the version that read it once"
                        .formatted(position));
    }

    private Arrival accepted(Position position, byte[] value, Event event, EventType type) {
        try {
            return new Arrival.Accepted(
                    position,
                    value,
                    event.id(),
                    event.source(),
                    event.type(),
                    event.time(),
                    type.topic(),
                    projections.get(type.topic()).project(event, type));
        } catch (SilverProjection.FieldDoesNotFitException e) {
            return new Arrival.Rejected(position, value, DeadLetterReason.SCHEMA_VIOLATION, e.getMessage());
        }
    }
}

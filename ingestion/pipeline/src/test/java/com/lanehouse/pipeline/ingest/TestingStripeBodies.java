package com.lanehouse.pipeline.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.EventTypes;
import com.lanehouse.events.Json;
import com.lanehouse.warehouse.TableCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Bodies as Stripe sends them (see NOTICE), and the way of such into a lake without a broker. */
public final class TestingStripeBodies {
    private static final EventTypes TYPES = EventTypes.load();
    private static final TableCatalog CATALOG = TableCatalog.load();

    private TestingStripeBodies() {}

    /** Each with an id of its own and in live mode, else as it is. */
    public static List<ObjectNode> live() throws IOException {
        List<ObjectNode> bodies = new ArrayList<>();
        try (InputStream in = TestingStripeBodies.class.getResourceAsStream("/stripe/webhook-events.ndjson")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                ObjectNode body = (ObjectNode) Json.MAPPER.readTree(line);
                bodies.add(body.put("id", "evt_" + bodies.size()).put("livemode", true));
            }
        }
        return bodies;
    }

    /** Brings Stripe events into an empty lake, as CloudEvents that were received when Stripe made them. */
    public static void ingest(Path lake, List<ObjectNode> bodies) {
        ArrivalReader reader = new ArrivalReader(TYPES, CATALOG);
        List<Arrival> arrivals = new ArrayList<>();
        for (ObjectNode body : bodies) {
            arrivals.add(reader.read(
                    new Position("billing", 0, arrivals.size()),
                    cloudEvent(body).toString().getBytes(StandardCharsets.UTF_8)));
        }
        IngestTables tables = tables(lake);
        try (IdentityIndex index = IdentityIndexes.open(tables, BatchLog.read(tables))) {
            new IngestBatch(tables, index, "cluster-1", step -> {}).ingest(arrivals, 1, false);
        }
    }

    static IngestTables tables(Path lake) {
        return new IngestTables(lake, CATALOG, TYPES);
    }

    private static ObjectNode cloudEvent(ObjectNode body) {
        ObjectNode event = Json.MAPPER
                .createObjectNode()
                .put("specversion", "1.0")
                .put("id", body.path("id").textValue())
                .put("source", "stripe")
                .put("type", "stripe.event")
                .put(
                        "time",
                        Instant.ofEpochSecond(body.path("created").longValue()).toString());
        event.set("data", body);
        return event;
    }
}

package com.lanehouse.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies as Stripe sends them (see NOTICE), each with an id of its own and in live mode. */
class StripeBodiesTest {
    private static final EventTypes TYPES = EventTypes.load();
    private static final TableCatalog CATALOG = TableCatalog.load();

    @TempDir
    private Path folder;

    @Test
    void every_stripe_event_of_88_reaches_silver() throws IOException {
        List<String> bodies;
        try (InputStream in = StripeBodiesTest.class.getResourceAsStream("/stripe/webhook-events.ndjson")) {
            bodies = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        ArrivalReader reader = new ArrivalReader(TYPES, CATALOG);
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            ObjectNode body = (ObjectNode) Json.MAPPER.readTree(bodies.get(i));
            body.put("id", "evt_" + i).put("livemode", true);
            ObjectNode event = Json.MAPPER
                    .createObjectNode()
                    .put("specversion", "1.0")
                    .put("id", "evt_" + i)
                    .put("source", "stripe")
                    .put("type", "stripe.event")
                    .put(
                            "time",
                            Instant.ofEpochSecond(body.path("created").longValue())
                                    .toString());
            event.set("data", body);
            arrivals.add(
                    reader.read(new Position("billing", 0, i), event.toString().getBytes(StandardCharsets.UTF_8)));
        }
        IngestTables tables = new IngestTables(folder.resolve("lake"), CATALOG, TYPES);
        try (IdentityIndex index = IdentityIndexes.open(tables, BatchLog.read(tables))) {
            new IngestBatch(tables, index, "cluster-1", step -> {}).ingest(arrivals, 1, false);
        }

        assertThat(tables.table(IngestTables.DEAD_LETTERS).readRows()).isEmpty();
        List<Map<String, Object>> rows = tables.silver("billing").readRows();
        assertThat(rows).hasSize(88).allSatisfy(row -> {
            assertThat(row.get("stripe_id")).isEqualTo(row.get("event_id"));
            assertThat(row.get("livemode")).isEqualTo(true);
            assertThat(row.get("stripe_created")).isEqualTo(row.get("event_time"));
        });
        assertThat(rows)
                .extracting(row -> row.get("stripe_type"))
                .contains("customer.subscription.updated")
                .doesNotContainNull();
    }
}

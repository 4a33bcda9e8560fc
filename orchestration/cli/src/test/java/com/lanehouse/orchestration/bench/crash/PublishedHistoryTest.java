package com.lanehouse.orchestration.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.lanehouse.tables.KernelTable;
import com.lanehouse.warehouse.TableCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The crash bench says "nothing lost, nothing twice": whether it would notice. */
class PublishedHistoryTest {
    private static final TableCatalog CATALOG = TableCatalog.load();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path lake;

    private final Map<String, List<Map<String, Object>>> rows = new HashMap<>();
    private final PublishedHistory history = new PublishedHistory(new Right(), new Random(1));

    @Test
    void a_lake_that_holds_what_was_published_has_no_fault() {
        history.publish(60);

        assertThat(faultsAfter(lake -> {})).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_is_named(Consumer<Map<String, List<Map<String, Object>>>> fault, String table) {
        history.publish(60);

        assertThat(faultsAfter(fault)).anySatisfy(found -> assertThat(found).contains(table));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("an event lost from silver", "silver.usage", List::removeLast),
                fault("an event twice in silver", "silver.billing", table -> table.add(table.getFirst())),
                fault("one event in the place of another", "silver.directory", table -> {
                    table.removeLast();
                    table.add(table.getFirst());
                }),
                fault("an event lost from bronze", "bronze.events", List::removeFirst),
                fault("an event twice in bronze", "is in bronze twice", "bronze.events", t -> t.add(t.getFirst())),
                fault("a dead letter lost", "bronze.dead_letters", List::removeFirst),
                fault("a dead letter twice", "is in bronze twice", "bronze.dead_letters", t -> t.add(t.getFirst())));
    }

    private static Arguments fault(String name, String table, Consumer<List<Map<String, Object>>> change) {
        return fault(name, table, table, change);
    }

    private static Arguments fault(
            String name, String named, String table, Consumer<List<Map<String, Object>>> change) {
        Consumer<Map<String, List<Map<String, Object>>>> fault = lake -> change.accept(lake.get(table));
        return Arguments.of(Named.of(name, fault), named);
    }

    private List<String> faultsAfter(Consumer<Map<String, List<Map<String, Object>>>> change) {
        change.accept(rows);
        rows.forEach((table, some) -> KernelTable.at(
                        lake.resolve(CATALOG.table(table).path()))
                .append(CATALOG.table(table), some, "test", 1));
        return history.faults(lake);
    }

    /** Puts every record where it belongs. */
    private final class Right implements PublishedHistory.Outlet {
        private final Set<String> known = new HashSet<>();
        private long offset;

        @Override
        public void send(String topic, byte[] value) {
            Map<String, Object> row = new HashMap<>(Map.of(
                    "cluster_id",
                    "c",
                    "topic",
                    topic,
                    "partition",
                    0,
                    "offset",
                    offset++,
                    "ingest_time",
                    Instant.EPOCH,
                    "event_time",
                    Instant.EPOCH,
                    "batch_id",
                    1L));
            try {
                JsonNode event = JSON.readTree(value);
                row.putAll(Map.of("event_id", event.get("id").textValue(), "source", "bench", "payload", value));
                row.putAll(Map.of("type", event.get("type").textValue(), "company_id", "c", "carrier_id", "k"));
                row.putAll(Map.of("feature_key", "quotes", "qty", 1L, "stripe_event", "{}"));
                put("bronze.events", row);
                if (known.add(event.get("id").textValue())) {
                    put("silver." + topic, row);
                }
            } catch (JsonProcessingException e) {
                row.putAll(Map.of("reason", "not_json", "detail", "", "raw", value));
                put("bronze.dead_letters", row);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void put(String table, Map<String, Object> row) {
            rows.computeIfAbsent(table, t -> new ArrayList<>()).add(row);
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }
    }
}

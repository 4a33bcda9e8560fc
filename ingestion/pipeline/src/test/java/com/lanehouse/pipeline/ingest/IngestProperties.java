package com.lanehouse.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.events.EventTypes;
import com.lanehouse.warehouse.TableCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.SoftAssertions;

/** Histories of few identities, many of them arriving more than once, some records unreadable. */
class IngestProperties {
    private static final int HISTORIES = 15;
    private static final EventTypes TYPES = EventTypes.load();
    private static final TableCatalog CATALOG = TableCatalog.load();
    private static final ArrivalReader READER = new ArrivalReader(TYPES, CATALOG);

    @Property(tries = HISTORIES)
    void any_order_of_arrival_in_any_batches_gives_the_same_silver(
            @ForAll("records") List<String> records, @ForAll Random random) throws IOException {
        List<String> shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, random);

        assertThat(silver(ingest(List.of(records), false)))
                .isEqualTo(silver(ingest(cut(shuffled, random), random.nextBoolean())));
    }

    @Property(tries = HISTORIES)
    void every_record_is_in_exactly_one_of_the_two_bronze_tables(
            @ForAll("records") List<String> records, @ForAll Random random) throws IOException {
        Path lake = ingest(cut(records, random), false);

        IngestTables tables = new IngestTables(lake, CATALOG, TYPES);
        List<Map<String, Object>> positions = Stream.of(IngestTables.EVENTS, IngestTables.DEAD_LETTERS)
                .flatMap(table -> tables.table(table).readRows(List.of("topic", "partition", "offset")).stream())
                .toList();
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThat(positions).hasSize(records.size()).doesNotHaveDuplicates();
            softly.assertThat(tables.table(IngestTables.DEAD_LETTERS).readRows())
                    .hasSize((int) records.stream().filter("broken"::equals).count());
        });
    }

    @Provide
    Arbitrary<List<String>> records() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(
                                9, Arbitraries.integers().between(1, 8).map(IngestProperties::event)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just("broken")))
                .list()
                .ofMinSize(1)
                .ofMaxSize(24);
    }

    /** The body follows from the identity: which of two different bodies came first does depend on the order. */
    private static String event(int id) {
        String data = id % 2 == 0
                ? "\"company_id\":\"c\",\"feature_key\":\"quotes\",\"qty\":" + id
                : "\"carrier_id\":\"k%d\"".formatted(id);
        return "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"test\",\"type\":\"%s\",\"time\":\"2026-03-0%dT00:00:00Z\",\"data\":{%s}}"
                .formatted(id, id % 2 == 0 ? "usage.recorded" : "carrier.updated", id, data);
    }

    private static List<List<String>> cut(List<String> records, Random random) {
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < records.size(); ) {
            int to = Math.min(records.size(), from + 1 + random.nextInt(6));
            batches.add(records.subList(from, to));
            from = to;
        }
        return batches;
    }

    /** @param loseIndex whether the index of identities is lost between the batches */
    private static Path ingest(List<List<String>> batches, boolean loseIndex) throws IOException {
        Path lake = Files.createTempDirectory("lanehouse-properties");
        lake.toFile().deleteOnExit();
        IngestTables tables = new IngestTables(lake, CATALOG, TYPES);
        Map<String, Long> offsets = new HashMap<>();
        long batchId = 1;
        for (List<String> batch : batches) {
            List<Arrival> arrivals = batch.stream()
                    .map(record -> {
                        String topic = record.contains("usage") ? "usage" : "directory";
                        long offset = offsets.merge(topic, 1L, Long::sum) - 1;
                        return READER.read(new Position(topic, 0, offset), record.getBytes(StandardCharsets.UTF_8));
                    })
                    .sorted(Comparator.comparing(Arrival::position))
                    .toList();
            if (loseIndex) {
                IdentityIndexes.delete(tables.identityFolder());
            }
            try (IdentityIndex index = IdentityIndexes.open(tables, BatchLog.read(tables))) {
                new IngestBatch(tables, index, "cluster-1", step -> {}).ingest(arrivals, batchId++, false);
            }
        }
        return lake;
    }

    private static List<String> silver(Path lake) {
        IngestTables tables = new IngestTables(lake, CATALOG, TYPES);
        return tables.families().stream()
                .flatMap(family -> tables.silver(family).readRows().stream())
                .map(row -> {
                    Map<String, Object> values = new HashMap<>(row);
                    values.remove("ingest_time");
                    values.remove("batch_id");
                    values.values().removeIf(value -> value == null);
                    return values.toString();
                })
                .sorted()
                .toList();
    }
}

package com.lanehouse.orchestration.bench.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.lanehouse.events.EventProducer;
import com.lanehouse.tables.KernelTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Random records, some known already and some unreadable, that remember what they must have become in a lake. Safe for
 * one thread that publishes; what is compared must all be published.
 */
final class PublishedHistory {
    private static final List<String> FAMILIES = List.of("billing", "directory", "usage");
    private static final int UNREADABLE_OF_TEN = 1;
    private static final int KNOWN_OF_TEN = 2;

    /** Where records go. */
    interface Outlet {
        void send(String topic, byte[] value);

        void flush();
    }

    private final Outlet outlet;
    private final Random random;
    private final Map<String, List<String>> identities = new TreeMap<>();
    private long readable;
    private long unreadable;

    PublishedHistory(EventProducer producer, Random random) {
        this(
                new Outlet() {
                    @Override
                    public void send(String topic, byte[] value) {
                        producer.send(topic, null, value);
                    }

                    @Override
                    public void flush() {
                        producer.flush();
                    }
                },
                random);
    }

    PublishedHistory(Outlet outlet, Random random) {
        this.outlet = outlet;
        this.random = random;
        FAMILIES.forEach(family -> identities.put(family, new ArrayList<>()));
    }

    long records() {
        return readable + unreadable;
    }

    /** Publishes random records. */
    void publish(int records) {
        for (int i = 0; i < records; i++) {
            String family = FAMILIES.get(random.nextInt(FAMILIES.size()));
            int kind = random.nextInt(10);
            if (kind < UNREADABLE_OF_TEN) {
                outlet.send(family, "{\"broken".getBytes(UTF_8));
                unreadable++;
                continue;
            }
            List<String> known = identities.get(family);
            String id;
            if (kind < UNREADABLE_OF_TEN + KNOWN_OF_TEN && !known.isEmpty()) {
                id = known.get(random.nextInt(known.size()));
            } else {
                id = "%016x".formatted(random.nextLong());
                known.add(id);
            }
            outlet.send(family, event(family, id).getBytes(UTF_8));
            readable++;
        }
        outlet.flush();
    }

    private static String event(String family, String id) {
        String type = switch (family) {
            case "billing" ->
                "\"stripe.event\",\"data\":{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"invoice.paid\",\"created\":1772323200,\"livemode\":true,\"data\":{\"object\":{}}}";
            case "directory" -> "\"carrier.updated\",\"data\":{\"carrier_id\":\"k\"}";
            default -> "\"usage.recorded\",\"data\":{\"company_id\":\"c\",\"feature_key\":\"quotes\",\"qty\":1}";
        };
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"bench\",\"time\":\"2026-03-01T00:00:00Z\",\"type\":%s}"
                .formatted(id, type);
    }

    /** What in a lake, which has caught up, is not as it must be; empty when all is. */
    List<String> faults(Path lake) {
        List<String> faults = new ArrayList<>();
        identities.forEach((family, expected) -> {
            List<String> found = column(lake, "silver/" + family, "event_id");
            if (found.size() != expected.size() || !new HashSet<>(found).equals(new HashSet<>(expected))) {
                faults.add("silver.%s has %,d rows of %,d identities, must have %,d, one for each"
                        .formatted(family, found.size(), new HashSet<>(found).size(), expected.size()));
            }
        });
        Map<String, Long> rows = new HashMap<>();
        Set<String> positions = new HashSet<>();
        for (String table : List.of("bronze/events", "bronze/dead_letters")) {
            KernelTable.at(lake.resolve(table)).readRows(List.of("topic", "partition", "offset")).stream()
                    .map(Map::toString)
                    .forEach(position -> {
                        rows.merge(table, 1L, Long::sum);
                        if (!positions.add(position)) {
                            faults.add("%s is in bronze twice".formatted(position));
                        }
                    });
        }
        expect(faults, "bronze.events", rows.getOrDefault("bronze/events", 0L), readable);
        expect(faults, "bronze.dead_letters", rows.getOrDefault("bronze/dead_letters", 0L), unreadable);
        return faults;
    }

    private static void expect(List<String> faults, String table, long found, long expected) {
        if (found != expected) {
            faults.add("%s has %,d rows, must have %,d".formatted(table, found, expected));
        }
    }

    private static List<String> column(Path lake, String table, String column) {
        return KernelTable.at(lake.resolve(table)).readRows(List.of(column)).stream()
                .map(row -> (String) row.get(column))
                .toList();
    }
}

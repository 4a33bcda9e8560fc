package com.lanehouse.pipeline.ingest;

import static com.lanehouse.pipeline.ingest.IngestTables.BATCHES;
import static com.lanehouse.pipeline.ingest.IngestTables.DEAD_LETTERS;
import static com.lanehouse.pipeline.ingest.IngestTables.EVENTS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.lanehouse.events.Json;
import com.lanehouse.tables.LostTurnException;
import com.lanehouse.warehouse.ColumnDeclaration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Writes one batch: dead letters, events, each family's silver table, the index of identities, last the batch's own
 * row. Every commit carries the batch id, so that a batch that is repeated after a crash adds only what is missing.
 */
final class IngestBatch {
    /** Counts the commits of ingest in every table's log: the turn is the batch id. */
    static final String APPLICATION = "ingest";

    private final IngestTables tables;
    private final IdentityIndex index;
    private final String clusterId;
    private final Consumer<String> steps;

    /** @param steps told the name of every step before and after it, such as {@code before silver.usage} */
    IngestBatch(IngestTables tables, IdentityIndex index, String clusterId, Consumer<String> steps) {
        this.tables = tables;
        this.index = index;
        this.clusterId = clusterId;
        this.steps = steps;
    }

    /**
     * Ingests arrivals that are in order of position.
     *
     * @param repeated whether the batch may have been written in part before a crash
     */
    BatchReport ingest(List<? extends Arrival> arrivals, long batchId, boolean repeated) {
        Instant ingestTime = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<Arrival.Accepted> accepted = new ArrayList<>();
        List<Arrival.Rejected> rejected = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            switch (arrival) {
                case Arrival.Accepted event -> accepted.add(event);
                case Arrival.Rejected letter -> rejected.add(letter);
            }
        }
        Map<String, Long> versions = new ConcurrentHashMap<>();
        append(DEAD_LETTERS, deadLetterRows(rejected, ingestTime, batchId), batchId, repeated, versions);
        append(EVENTS, eventRows(accepted, ingestTime, batchId), batchId, repeated, versions);

        List<byte[]> keys = accepted.parallelStream()
                .map(event -> IdentityIndex.key(event.source(), event.id()))
                .toList();
        List<Boolean> known = keys.parallelStream()
                .map(key -> index.isKnownBefore(batchId, key))
                .toList();
        Map<String, List<Arrival.Accepted>> firsts = new TreeMap<>();
        List<byte[]> newKeys = new ArrayList<>();
        Set<Identity> seen = HashSet.newHashSet(accepted.size());
        for (int i = 0; i < accepted.size(); i++) {
            Arrival.Accepted event = accepted.get(i);
            if (!known.get(i) && seen.add(new Identity(event.source(), event.id()))) {
                firsts.computeIfAbsent(event.family(), family -> new ArrayList<>())
                        .add(event);
                newKeys.add(keys.get(i));
            }
        }
        firsts.entrySet().parallelStream()
                .forEach(family -> append(
                        "silver." + family.getKey(),
                        silverRows(family.getKey(), family.getValue(), ingestTime, batchId),
                        batchId,
                        repeated,
                        versions));

        Instant finishedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        steps.accept("before identities");
        index.add(newKeys, batchId, new IdentityIndex.State(batchId, finishedAt));
        steps.accept("after identities");
        BatchReport report = new BatchReport(
                batchId,
                arrivals.size(),
                accepted.size(),
                rejected.size(),
                newKeys.size(),
                accepted.size() - newKeys.size());
        append(
                BATCHES,
                List.<Object[]>of(batchRow(report, arrivals, finishedAt, versions)),
                batchId,
                repeated,
                versions);
        return report;
    }

    private record Identity(String source, String id) {}

    private void append(String table, List<Object[]> rows, long batchId, boolean repeated, Map<String, Long> versions) {
        if (rows.isEmpty()) {
            return;
        }
        steps.accept("before " + table);
        try {
            versions.put(table, tables.table(table).append(rows, APPLICATION, batchId));
        } catch (LostTurnException e) {
            // What a crash left behind is already there; otherwise somebody else is writing.
            if (!repeated) {
                throw new IngestFailedException(
                        "batch %d of %s was written by another ingest; there can be one at a time for a lake"
                                .formatted(batchId, table),
                        e);
            }
        }
        steps.accept("after " + table);
    }

    private List<Object[]> deadLetterRows(List<Arrival.Rejected> rejected, Instant ingestTime, long batchId) {
        return rejected.stream()
                .map(letter -> new Object[] {
                    clusterId,
                    letter.position().topic(),
                    letter.position().partition(),
                    letter.position().offset(),
                    letter.reason().code(),
                    letter.detail(),
                    letter.value(),
                    ingestTime,
                    batchId
                })
                .toList();
    }

    private List<Object[]> eventRows(List<Arrival.Accepted> accepted, Instant ingestTime, long batchId) {
        return accepted.stream()
                .map(event -> new Object[] {
                    clusterId,
                    event.position().topic(),
                    event.position().partition(),
                    event.position().offset(),
                    event.id(),
                    event.source(),
                    event.type(),
                    event.time(),
                    ingestTime,
                    event.value(),
                    batchId
                })
                .toList();
    }

    private List<Object[]> silverRows(String family, List<Arrival.Accepted> events, Instant ingestTime, long batchId) {
        List<String> columns = tables.columns("silver." + family).stream()
                .map(ColumnDeclaration::name)
                .toList();
        List<Object[]> rows = new ArrayList<>(events.size());
        for (Arrival.Accepted event : events) {
            Object[] row = new Object[columns.size()];
            int next = 0;
            for (int i = 0; i < row.length; i++) {
                row[i] = switch (columns.get(i)) {
                    case "event_id" -> event.id();
                    case "source" -> event.source();
                    case "type" -> event.type();
                    case "event_time" -> event.time();
                    case "ingest_time" -> ingestTime;
                    case "batch_id" -> batchId;
                    default -> event.columns()[next++];
                };
            }
            rows.add(row);
        }
        return rows;
    }

    private Object[] batchRow(
            BatchReport report, List<? extends Arrival> arrivals, Instant finishedAt, Map<String, Long> written) {
        Map<String, Long> versions = new LinkedHashMap<>();
        for (String table : tables.cut()) {
            Long version = written.get(table);
            versions.put(
                    table,
                    version != null ? version : tables.table(table).version().orElseThrow());
        }
        return new Object[] {
            report.batchId(),
            clusterId,
            finishedAt,
            versions,
            offsets(arrivals),
            report.rowsRead(),
            report.events(),
            report.deadLetters(),
            report.silverRows(),
            report.duplicates()
        };
    }

    /** The offset after the last that was read, by topic and partition, as JSON. */
    private static String offsets(List<? extends Arrival> arrivals) {
        Map<String, Map<Integer, Long>> ends = arrivals.stream()
                .map(Arrival::position)
                .collect(Collectors.groupingBy(
                        Position::topic,
                        TreeMap::new,
                        Collectors.toMap(
                                Position::partition, position -> position.offset() + 1, Math::max, TreeMap::new)));
        ObjectNode json = Json.MAPPER.createObjectNode();
        ends.forEach((topic, partitions) -> partitions.forEach(
                (partition, end) -> json.withObject("/" + topic).put(Integer.toString(partition), end)));
        return json.toString();
    }
}

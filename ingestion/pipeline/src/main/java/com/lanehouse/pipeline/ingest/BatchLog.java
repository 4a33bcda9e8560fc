package com.lanehouse.pipeline.ingest;

import static com.lanehouse.pipeline.ingest.IngestTables.BATCHES;
import static com.lanehouse.pipeline.ingest.IngestTables.DEAD_LETTERS;
import static com.lanehouse.pipeline.ingest.IngestTables.EVENTS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * How far ingest has come, as the tables say: they are the only memory. A batch writes its dead letters, then its
 * events, then silver, then its own row; so what a crash left behind tells what is left to do.
 */
final class BatchLog {
    private final TreeMap<Long, Instant> finishedAt = new TreeMap<>();
    private final Map<String, Map<TopicPartition, Long>> ends = new HashMap<>();
    private final Unfinished unfinished;

    /** What the batch after the newest complete one has written before it was interrupted. */
    enum Unfinished {
        /** Nothing. */
        NOTHING,
        /** Its dead letters; its events are still to be read from the broker. */
        DEAD_LETTERS,
        /** Dead letters and events; silver is still to be made of them. */
        SILVER
    }

    private BatchLog(IngestTables tables) {
        List<Map<String, Object>> rows =
                tables.table(BATCHES).readRows(List.of("batch_id", "cluster_id", "finished_at", "offsets"));
        TreeMap<Long, Map<String, Object>> inOrder = new TreeMap<>();
        rows.forEach(row -> inOrder.put((Long) row.get("batch_id"), row));
        inOrder.forEach((batchId, row) -> {
            finishedAt.put(batchId, (Instant) row.get("finished_at"));
            ends.computeIfAbsent((String) row.get("cluster_id"), cluster -> new HashMap<>())
                    .putAll(offsets((String) row.get("offsets")));
        });
        long next = newestBatchId() + 1;
        if (tables.table(EVENTS).lastTransaction(IngestBatch.APPLICATION) == next) {
            unfinished = Unfinished.SILVER;
        } else if (tables.table(DEAD_LETTERS).lastTransaction(IngestBatch.APPLICATION) == next) {
            unfinished = Unfinished.DEAD_LETTERS;
        } else {
            unfinished = Unfinished.NOTHING;
        }
    }

    static BatchLog read(IngestTables tables) {
        return new BatchLog(tables);
    }

    /** 0 when there is none. */
    long newestBatchId() {
        return finishedAt.isEmpty() ? 0 : finishedAt.lastKey();
    }

    Unfinished unfinished() {
        return unfinished;
    }

    /** When a complete batch ended; empty when there is no such batch. */
    Optional<Instant> finishedAt(long batchId) {
        return Optional.ofNullable(finishedAt.get(batchId));
    }

    /** The offset after the last that was read, of every partition of the cluster that was read at all. */
    Map<TopicPartition, Long> ends(String clusterId) {
        return Map.copyOf(ends.getOrDefault(clusterId, Map.of()));
    }

    private static Map<TopicPartition, Long> offsets(String json) {
        try {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            JsonNode topics = Json.MAPPER.readTree(json);
            for (var topic : topics.properties()) {
                for (var partition : topic.getValue().properties()) {
                    offsets.put(
                            new TopicPartition(topic.getKey(), Integer.parseInt(partition.getKey())),
                            partition.getValue().longValue());
                }
            }
            return offsets;
        } catch (JsonProcessingException e) {
            throw new IngestFailedException("ops.ingest_batches has offsets that are not JSON: " + json, e);
        }
    }
}

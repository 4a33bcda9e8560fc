package com.lanehouse.pipeline.ingest;

import static com.lanehouse.pipeline.ingest.IngestTables.DEAD_LETTERS;
import static com.lanehouse.pipeline.ingest.IngestTables.EVENTS;
import static java.util.Objects.requireNonNull;

import com.lanehouse.events.DeadLetterReason;
import com.lanehouse.events.EventTypes;
import com.lanehouse.pipeline.publish.BrokerTopics;
import com.lanehouse.warehouse.TableCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka to bronze to silver. Every record is in bronze once, as an event or as a dead letter; every identity is in
 * silver once. Where reading goes on is kept in the lake alone, so a run that was killed at any point is taken up by the
 * next.
 */
public final class Ingest {
    private static final int BATCHES_A_TIDYING = 20;
    private static final Duration NEW_PARTITIONS_EVERY = Duration.ofMinutes(1);

    private final IngestConfig config;
    private final EventTypes types = EventTypes.load();
    private final IngestTables tables;
    private final ArrivalReader reader;
    private final Consumer<String> steps;

    /** Opens the lake, whose tables are made when they are missing. */
    public Ingest(Path lake, IngestConfig config) {
        this(lake, config, step -> {});
    }

    /**
     * Opens the lake for one who wants to know of every step, such as a test that crashes at it.
     *
     * @param steps told {@code before X} and {@code after X} of every commit of a table X and of {@code identities}; what
     *     it throws ends the ingest
     */
    public Ingest(Path lake, IngestConfig config, Consumer<String> steps) {
        this.config = requireNonNull(config, "config is null");
        this.steps = requireNonNull(steps, "steps is null");
        TableCatalog catalog = TableCatalog.load();
        this.tables = new IngestTables(requireNonNull(lake, "lake is null"), catalog, types);
        this.reader = new ArrivalReader(types, catalog);
    }

    /**
     * Ingests what the broker holds now.
     *
     * @param progress told of every batch when it is complete
     * @return the sum over the batches; null when there was nothing new
     */
    public BatchReport catchUp(Consumer<BatchReport> progress) {
        BatchReport[] sum = {null};
        run(
                (report, lag) -> {
                    sum[0] = sum[0] == null ? report : sum[0].plus(report);
                    progress.accept(report);
                },
                null);
        return sum[0];
    }

    /**
     * Ingests until told to stop, then ends with the batch in hand.
     *
     * @param progress told of every batch when it is complete
     */
    public void follow(IngestProgress progress, BooleanSupplier stop) {
        run(progress, requireNonNull(stop, "stop is null"));
    }

    private void run(IngestProgress progress, BooleanSupplier stop) {
        try {
            readAndWrite(progress, stop);
        } catch (RuntimeException e) {
            if (FullDisk.isBehind(e)) {
                throw new IngestFailedException(
                        "the disk of %s is full; make room and start ingest again: it goes on where it stopped, and nothing is lost"
                                .formatted(tables.lake()),
                        e);
            }
            throw e;
        }
    }

    private void readAndWrite(IngestProgress progress, BooleanSupplier stop) {
        String clusterId = BrokerTopics.prepare(config.broker(), types);
        BatchLog log = BatchLog.read(tables);
        try (IdentityIndex index = IdentityIndexes.open(tables, log);
                BrokerReader broker = new BrokerReader(config, types.topics())) {
            long batchId = log.newestBatchId() + 1;
            if (log.unfinished() != BatchLog.Unfinished.NOTHING) {
                progress.completed(finish(batchId, log, index, broker, clusterId), 0);
                log = BatchLog.read(tables);
                batchId++;
            }
            broker.seek(log.ends(clusterId));
            IngestBatch batch = new IngestBatch(tables, index, clusterId, steps);
            Map<TopicPartition, Long> ends = broker.ends();
            Instant partitionsSeen = Instant.now();
            while (stop == null ? broker.lag(ends) > 0 : !stop.getAsBoolean()) {
                List<ConsumerRecord<byte[], byte[]>> records =
                        broker.read(stop == null ? () -> broker.lag(ends) == 0 : lingered(stop));
                if (!records.isEmpty()) {
                    progress.completed(batch.ingest(read(records), batchId, false), broker.lag());
                    if (batchId++ % BATCHES_A_TIDYING == 0) {
                        tables.tidy();
                    }
                }
                if (stop != null && partitionsSeen.plus(NEW_PARTITIONS_EVERY).isBefore(Instant.now())) {
                    broker.takeNewPartitions();
                    partitionsSeen = Instant.now();
                    // What outlived a few batches is garbage among the old, where the serial collector looks only when
                    // the heap is full: who stays for days would grow to its limit. Little lives, so this is brief.
                    System.gc();
                }
            }
        }
    }

    private BooleanSupplier lingered(BooleanSupplier stop) {
        Instant until = Instant.now().plus(config.linger());
        return () -> stop.getAsBoolean() || Instant.now().isAfter(until);
    }

    private List<Arrival> read(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.parallelStream()
                .map(record ->
                        reader.read(new Position(record.topic(), record.partition(), record.offset()), record.value()))
                .sorted(Comparator.comparing(Arrival::position))
                .toList();
    }

    /** Completes a batch that was interrupted, from what it has written and, before its events, from the broker. */
    private BatchReport finish(
            long batchId, BatchLog log, IdentityIndex index, BrokerReader broker, String currentCluster) {
        List<Arrival> arrivals = new ArrayList<>();
        String[] cluster = {null};
        List<String> columns =
                List.of("batch_id", "cluster_id", "topic", "partition", "offset", "raw", "reason", "detail");
        tables.table(DEAD_LETTERS).forEachRow(columns, "batch_id", batchId - 1, row -> {
            if ((long) row[0] == batchId) {
                cluster[0] = (String) row[1];
                arrivals.add(new Arrival.Rejected(
                        position(row), (byte[]) row[5], DeadLetterReason.of((String) row[6]), (String) row[7]));
            }
        });
        if (log.unfinished() == BatchLog.Unfinished.SILVER) {
            columns = List.of("batch_id", "cluster_id", "topic", "partition", "offset", "payload");
            tables.table(EVENTS).forEachRow(columns, "batch_id", batchId - 1, row -> {
                if ((long) row[0] == batchId) {
                    cluster[0] = (String) row[1];
                    arrivals.add(reader.reread(position(row), (byte[]) row[5]));
                }
            });
        } else if (cluster[0].equals(currentCluster)) {
            arrivals.addAll(eventsUpTo(arrivals, log.ends(currentCluster), broker));
        }
        arrivals.sort(Comparator.comparing(Arrival::position));
        return new IngestBatch(tables, index, cluster[0], steps).ingest(arrivals, batchId, true);
    }

    /** The events between the last batch and the newest dead letter of each partition. */
    private List<Arrival> eventsUpTo(List<Arrival> deadLetters, Map<TopicPartition, Long> starts, BrokerReader broker) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        deadLetters.forEach(letter -> ends.merge(
                new TopicPartition(letter.position().topic(), letter.position().partition()),
                letter.position().offset() + 1,
                Math::max));
        broker.seek(starts);
        Set<Position> known = deadLetters.stream().map(Arrival::position).collect(Collectors.toSet());
        List<Arrival> events = new ArrayList<>();
        while (broker.lag(ends) > 0) {
            for (ConsumerRecord<byte[], byte[]> record : broker.read(() -> broker.lag(ends) == 0)) {
                Position position = new Position(record.topic(), record.partition(), record.offset());
                Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
                if (end == null || record.offset() >= end || known.contains(position)) {
                    continue;
                }
                // It is not among the dead letters, so it was accepted; a schema of today is not asked.
                events.add(reader.reread(position, record.value()));
            }
        }
        return events;
    }

    private static Position position(Object[] row) {
        return new Position((String) row[2], (int) row[3], (long) row[4]);
    }
}

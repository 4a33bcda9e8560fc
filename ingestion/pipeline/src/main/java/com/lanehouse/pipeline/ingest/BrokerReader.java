package com.lanehouse.pipeline.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads every partition of the topics from given offsets on; what was read is remembered by who asks, not by Kafka. */
final class BrokerReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    /** The broker always sends at least one record, however large. */
    private static final int BYTES_A_PARTITION = 4 << 20;

    private static final int BYTES_A_FETCH = 32 << 20;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Collection<String> topics;
    private final IngestConfig config;

    BrokerReader(IngestConfig config, Collection<String> topics) {
        this.consumer = config.broker()
                .consumer(Map.of(
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        20_000,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        BYTES_A_PARTITION,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        BYTES_A_FETCH));
        this.topics = topics;
        this.config = config;
    }

    /**
     * Goes to the given offsets; to the start of a partition that has none.
     *
     * @throws IngestFailedException when a partition ends before its offset: it was made anew, and new records would be
     *     taken for read ones
     */
    void seek(Map<TopicPartition, Long> offsets) {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach((partition, end) -> {
            long offset = offsets.getOrDefault(partition, 0L);
            if (end < offset) {
                throw new IngestFailedException(
                        "%s ends at offset %d on the broker, but was read up to %d: the broker has lost records, or the topic was made anew. Start a fresh broker (./lanehouse broker with another --data) and publish what is missing again; known events are dropped"
                                .formatted(partition, end, offset));
            }
        });
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, offsets.getOrDefault(partition, starts.get(partition)));
        }
    }

    /** Reads partitions too that were added to a topic meanwhile, from their start. */
    void takeNewPartitions() {
        List<TopicPartition> all = partitions();
        List<TopicPartition> added = all.stream()
                .filter(partition -> !consumer.assignment().contains(partition))
                .toList();
        if (!added.isEmpty()) {
            consumer.assign(all);
            consumer.seekToBeginning(added);
        }
    }

    private List<TopicPartition> partitions() {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** Offsets after the newest record of every partition. */
    Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.assignment());
    }

    /** How many records the broker held unread at the last fetch. */
    long lag() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    /** How many records are still to be read up to the ends. */
    long lag(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    /**
     * Reads records until there are enough for a batch or enough is read otherwise.
     *
     * @param enough asked after every fetch
     * @throws IngestFailedException when records that were never read are gone from the broker
     */
    List<ConsumerRecord<byte[], byte[]>> read(BooleanSupplier enough) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long bytes = 0;
        try {
            do {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    records.add(record);
                    bytes += Math.max(0, record.serializedValueSize());
                }
            } while (records.size() < config.recordsPerBatch()
                    && bytes < config.bytesPerBatch()
                    && !enough.getAsBoolean());
        } catch (OffsetOutOfRangeException e) {
            throw new IngestFailedException(
                    "the broker no longer holds records that were never read, or lost some that were: "
                            + e.offsetOutOfRangePartitions(),
                    e);
        } catch (KafkaException e) {
            throw new IngestFailedException(
                    "the broker at %s: %s".formatted(config.broker().bootstrap(), e.getMessage()), e);
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package com.lanehouse.events.spool;

import com.lanehouse.events.KafkaConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * To the broker: idempotent, acknowledged by all. Each topic has a client of its own: one client's memory and connections
 * would be filled by a topic that the broker is slow to acknowledge, and the others would wait behind it.
 */
final class KafkaOutlet implements Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaOutlet.class);
    private static final Map<String, Object> SETTINGS =
            Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BUFFER_MEMORY_CONFIG, 8L << 20);

    /** An absent broker is noticed soon; the files wait. */
    private static final Map<String, Object> PATIENCE = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);

    private final Map<String, KafkaProducer<String, byte[]>> producers = new HashMap<>();

    KafkaOutlet(KafkaConnection broker, Collection<String> topics) {
        try {
            topics.forEach(topic -> producers.computeIfAbsent(topic, absent -> broker.producer(SETTINGS, PATIENCE)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void send(String topic, String key, byte[] event, Consumer<Exception> done) {
        try {
            producers
                    .get(topic)
                    .send(new ProducerRecord<>(topic, key, event), (metadata, exception) -> done.accept(exception));
        } catch (RuntimeException e) {
            done.accept(e);
        }
    }

    @Override
    public void close() {
        producers.forEach((topic, producer) -> {
            try {
                producer.close(Duration.ZERO);
            } catch (RuntimeException e) {
                LOG.warn("the client of topic {} does not close: {}", topic, e.toString());
            }
        });
    }
}

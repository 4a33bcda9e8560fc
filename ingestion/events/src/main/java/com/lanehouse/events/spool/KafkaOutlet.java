package com.lanehouse.events.spool;

import com.lanehouse.events.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** To the broker: idempotent, acknowledged by all. */
final class KafkaOutlet implements Outlet {
    private static final Map<String, Object> SETTINGS =
            Map.of(ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);

    /** An absent broker is noticed soon; the files wait. */
    private static final Map<String, Object> PATIENCE = Map.of(
            ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);

    private final KafkaProducer<String, byte[]> producer;

    KafkaOutlet(KafkaConnection broker) {
        producer = broker.producer(SETTINGS, PATIENCE);
    }

    @Override
    public void send(String topic, String key, byte[] event, Consumer<Exception> done) {
        try {
            producer.send(new ProducerRecord<>(topic, key, event), (metadata, exception) -> done.accept(exception));
        } catch (KafkaException e) {
            done.accept(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}

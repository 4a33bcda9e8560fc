package com.lanehouse.events;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends events to the broker: idempotent, acknowledged, compressed. Safe for many threads. */
public final class EventProducer implements AutoCloseable {
    /** Largest record that the broker accepts, in bytes. */
    public static final int MAX_RECORD_BYTES = 64 << 20;

    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** @throws KafkaSettingsException when the settings of the connection do not work */
    public EventProducer(KafkaConnection broker) {
        producer = requireNonNull(broker, "broker is null")
                .producer(Map.of(
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 << 10,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        MAX_RECORD_BYTES + (1 << 20),
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        (long) MAX_RECORD_BYTES + (16 << 20)));
    }

    /**
     * Sends bytes as they are.
     *
     * @param key may be null
     * @throws EventDeliveryException when an earlier record could not be delivered
     */
    public void send(String topic, String key, byte[] value) {
        throwIfFailed();
        producer.send(new ProducerRecord<>(topic, key, value), (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    /** Sends an event to the topic of its type. */
    public void send(Event event, EventType type) {
        send(type.topic(), event.key(), event.toJson());
    }

    /**
     * Waits until everything sent so far is on the broker.
     *
     * @throws EventDeliveryException when a record could not be delivered
     */
    public void flush() {
        producer.flush();
        throwIfFailed();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(30));
    }

    private void throwIfFailed() {
        Exception cause = failure.get();
        if (cause != null) {
            throw new EventDeliveryException("the broker did not take a record: " + cause.getMessage(), cause);
        }
    }
}

package com.lanehouse.scoring;

import com.lanehouse.events.KafkaConnection;
import com.lanehouse.events.KafkaSettingsException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events to the broker: idempotent, acknowledged by all. A thread of its own sends them, since the first send to an
 * absent broker blocks; a queue in memory bridges the time.
 */
final class KafkaRateEvents implements RateEvents {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRateEvents.class);
    private static final int QUEUED = 50_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(4);

    private final KafkaProducer<String, byte[]> producer;
    private final BlockingQueue<ProducerRecord<String, byte[]>> queue = new LinkedBlockingQueue<>(QUEUED);
    private final AtomicLong lost = new AtomicLong();
    private final Thread sender;
    private volatile boolean closing;

    /** @throws KafkaSettingsException when the settings of the connection do not work */
    KafkaRateEvents(KafkaConnection broker) {
        producer = broker.producer(
                Map.of(ProducerConfig.LINGER_MS_CONFIG, 5, ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20));
        sender = Thread.ofPlatform().name("events").daemon().start(this::sendQueued);
    }

    @Override
    public void send(String topic, String key, byte[] event) {
        if (!queue.offer(new ProducerRecord<>(topic, key, event))) {
            lost("the queue is full");
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            sender.join(CLOSE_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE_WITHIN);
        long undelivered = lost.addAndGet(queue.size());
        if (undelivered > 0) {
            LOG.warn("{} events could not be delivered", undelivered);
        }
    }

    private void sendQueued() {
        try {
            while (!closing || !queue.isEmpty()) {
                ProducerRecord<String, byte[]> event = queue.poll(100, TimeUnit.MILLISECONDS);
                if (event != null) {
                    send(event);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(ProducerRecord<String, byte[]> event) {
        try {
            producer.send(event, (metadata, exception) -> {
                if (exception != null) {
                    lost(exception.toString());
                }
            });
        } catch (RuntimeException e) {
            lost(e.toString());
        }
    }

    private void lost(String why) {
        if (Long.bitCount(lost.incrementAndGet()) == 1) {
            LOG.warn("{} events could not be delivered, the last because {}", lost.get(), why);
        }
    }
}

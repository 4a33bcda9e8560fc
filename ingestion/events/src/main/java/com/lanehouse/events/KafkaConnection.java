package com.lanehouse.events;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Where the broker is and how to speak to it. Every Kafka client of Lanehouse is made here, so that all of them log in
 * alike.
 *
 * @param bootstrap {@code host:port} of the broker
 * @param settings Kafka's own client settings, such as those of SASL and TLS, as the configuration file has them;
 *     references such as <code>${env:NAME}</code> are looked up only when a client is made
 */
public record KafkaConnection(String bootstrap, Map<String, String> settings) {
    private static final Map<String, Object> PATIENCE_OF_ADMIN = Map.of(
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            10_000);

    /** @throws IllegalArgumentException when a setting is unknown or not for a user to choose; the message names it */
    public KafkaConnection {
        requireNonNull(bootstrap, "bootstrap is null");
        settings = Map.copyOf(settings);
        KafkaSettings.check(settings);
    }

    /** A broker that asks for nothing: no TLS, no login. */
    public static KafkaConnection of(String bootstrap) {
        return new KafkaConnection(bootstrap, Map.of());
    }

    /** How the broker is spoken to: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL. */
    public String protocol() {
        return settings.getOrDefault(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    }

    /**
     * A client that asks about topics and makes them. It gives up after ten seconds, unless the settings say otherwise.
     *
     * @throws KafkaSettingsException when it cannot be made of these settings
     */
    public Admin admin() {
        return make(AdminClientConfig.configNames(), PATIENCE_OF_ADMIN, Map.of(), Admin::create);
    }

    /**
     * A client that reads from where it is told, and leaves no trace of it on the broker.
     *
     * @param own what its user needs of it
     * @throws KafkaSettingsException when it cannot be made of these settings
     */
    public KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> own) {
        Map<String, Object> ours = new HashMap<>(own);
        ours.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        ours.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return make(
                ConsumerConfig.configNames(),
                Map.of(),
                ours,
                properties ->
                        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * A client that sends: idempotent, acknowledged by all, compressed.
     *
     * @param own what its user needs of it
     * @throws KafkaSettingsException when it cannot be made of these settings
     */
    public KafkaProducer<String, byte[]> producer(Map<String, Object> own) {
        return producer(own, Map.of());
    }

    /**
     * The same with a patience of its own.
     *
     * @param patience times to wait, unless the settings say otherwise
     * @throws KafkaSettingsException when it cannot be made of these settings
     */
    public KafkaProducer<String, byte[]> producer(Map<String, Object> own, Map<String, Object> patience) {
        Map<String, Object> ours = new HashMap<>(own);
        ours.put(ProducerConfig.ACKS_CONFIG, "all");
        ours.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        ours.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return make(
                ProducerConfig.configNames(),
                patience,
                ours,
                properties -> new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()));
    }

    /** Without the values, which may be secret. */
    @Override
    public String toString() {
        return "%s %s".formatted(bootstrap, new TreeSet<>(settings.keySet()));
    }

    /** Each kind of client gets the settings that it knows; it would warn of the others. */
    private <C> C make(
            Set<String> known,
            Map<String, Object> usual,
            Map<String, Object> ours,
            Function<Map<String, Object>, C> constructor) {
        KafkaSettings.requireOwned(ours.keySet());
        Map<String, Object> properties = new HashMap<>(usual);
        properties.putAll(KafkaSettings.resolved(settings));
        properties.keySet().retainAll(known);
        properties.putAll(ours);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        try {
            return constructor.apply(properties);
        } catch (KafkaException e) {
            throw KafkaSettingsException.of(bootstrap, e);
        }
    }
}

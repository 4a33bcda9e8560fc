package com.lanehouse.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/** What a configuration file may say of Kafka clients, under {@code kafka:}. */
public final class KafkaSettings {
    private static final Set<String> KNOWN = new TreeSet<>();

    static {
        KNOWN.addAll(AdminClientConfig.configNames());
        KNOWN.addAll(ConsumerConfig.configNames());
        KNOWN.addAll(ProducerConfig.configNames());
    }

    /** What Lanehouse promises rests on these: exactly once, order, sizes and memory. */
    private static final Set<String> OWNED = Set.of(
            ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.BATCH_SIZE_CONFIG,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.LINGER_MS_CONFIG,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            ProducerConfig.RETRIES_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]*):[^}]*}");

    private KafkaSettings() {}

    /**
     * Reads the section {@code kafka} of a configuration file.
     *
     * @param section missing or null when the file has none
     * @throws IllegalArgumentException naming the setting that is not one; its value is never told
     */
    public static Map<String, String> read(JsonNode section) {
        if (section.isMissingNode() || section.isNull()) {
            return Map.of();
        }
        if (!section.isObject()) {
            throw new IllegalArgumentException(
                    "kafka is not a list of settings, such as 'security.protocol: SASL_SSL' on a line of its own");
        }
        Map<String, String> settings = new TreeMap<>();
        section.properties().forEach(setting -> {
            if (!setting.getValue().isValueNode() || setting.getValue().isNull()) {
                throw new IllegalArgumentException(
                        "kafka.%s is not a single value; a setting's name stands in one piece, such as 'security.protocol: SASL_SSL'"
                                .formatted(setting.getKey()));
            }
            settings.put(setting.getKey(), setting.getValue().asText());
        });
        check(settings);
        return settings;
    }

    static void check(Map<String, String> settings) {
        for (String name : new TreeSet<>(settings.keySet())) {
            if (name.equals(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)) {
                throw new IllegalArgumentException(
                        "kafka.%s has a place of its own: write bootstrap: HOST:PORT beside kafka:".formatted(name));
            }
            if (name.startsWith("config.providers")) {
                throw new IllegalArgumentException(
                        "kafka.%s is not needed: ${env:NAME}, ${file:FILE:KEY} and ${dir:FOLDER:FILE} always work"
                                .formatted(name));
            }
            if (OWNED.contains(name)) {
                throw new IllegalArgumentException(
                        "kafka.%s is not for you to set: what Lanehouse promises rests on it; remove it"
                                .formatted(name));
            }
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("kafka.%s is no setting of a Kafka client%s"
                        .formatted(
                                name,
                                nearest(name)
                                        .map("; did you mean '%s'?"::formatted)
                                        .orElse("")));
            }
        }
    }

    /** What a client is given by us must not be settable by others, or it would be overruled in silence. */
    static void requireOwned(Collection<String> names) {
        if (!OWNED.containsAll(names)) {
            throw new IllegalArgumentException("not all of %s are Lanehouse's own".formatted(names));
        }
    }

    /**
     * The settings with what their references point to.
     *
     * @throws KafkaSettingsException when a reference points nowhere; the message names setting and reference
     */
    static Map<String, String> resolved(Map<String, String> settings) {
        Map<String, ConfigProvider> providers = new HashMap<>(Map.of(
                "env", new EnvVarConfigProvider(),
                "file", new FileConfigProvider(),
                "dir", new DirectoryConfigProvider()));
        providers.values().forEach(provider -> provider.configure(Map.of()));
        ConfigTransformer transformer = new ConfigTransformer(providers);
        Map<String, String> resolved = new HashMap<>();
        settings.forEach((name, written) -> {
            String value;
            try {
                value = transformer.transform(Map.of(name, written)).data().get(name);
            } catch (ConfigException e) {
                throw new KafkaSettingsException("kafka.%s: %s".formatted(name, e.getMessage()), e);
            }
            requireResolved(name, written, value);
            resolved.put(name, value);
        });
        return resolved;
    }

    /** Kafka leaves a reference that points nowhere as it stands, and the broker would only say "wrong password". */
    private static void requireResolved(String name, String written, String value) {
        Matcher references = REFERENCE.matcher(written);
        while (references.find()) {
            if (value.contains(references.group())) {
                throw new KafkaSettingsException(
                        "kafka.%s: %s points nowhere; %s"
                                .formatted(
                                        name,
                                        references.group(),
                                        switch (references.group(1)) {
                                            case "env" -> "set that environment variable";
                                            case "file" -> "is this a key of that file?";
                                            case "dir" -> "is there such a file in that folder?";
                                            default -> "a reference begins with env, file or dir";
                                        }),
                        null);
            }
        }
    }

    private static Optional<String> nearest(String name) {
        int far = Math.max(2, name.length() / 3);
        return KNOWN.stream()
                .filter(known -> !OWNED.contains(known) && distance(name, known) <= far)
                .min(Comparator.comparingInt(known -> distance(name, known)));
    }

    private static int distance(String one, String other) {
        return LevenshteinDistance.getDefaultInstance().apply(flat(one), flat(other));
    }

    private static String flat(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
    }
}

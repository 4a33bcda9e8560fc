package com.lanehouse.events;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;

/** The settings of Kafka clients do not work; the message says which and why, and holds no secret. */
public final class KafkaSettingsException extends RuntimeException {
    KafkaSettingsException(String message, Throwable cause) {
        super(message, cause);
    }

    static KafkaSettingsException of(String bootstrap, KafkaException failure) {
        String what = explain(failure);
        String mend = what.contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)
                ? "Is that address right?"
                : "Mend it under kafka: in the configuration file";
        return new KafkaSettingsException(
                "cannot make a Kafka client for %s: %s. %s".formatted(bootstrap, what, mend), failure);
    }

    /** Kafka's first sentences are only "Failed to create new NetworkClient" and the like; what went wrong comes below. */
    private static String explain(KafkaException failure) {
        List<String> sentences = Stream.iterate(
                        failure.getCause() == null ? failure : failure.getCause(),
                        Objects::nonNull,
                        Throwable::getCause)
                .filter(cause -> !isWrapper(cause))
                .map(KafkaSettingsException::sentence)
                .filter(sentence -> !sentence.startsWith("Failed to create new "))
                .toList();
        if (sentences.stream().anyMatch(sentence -> sentence.contains("JAAS"))) {
            // Kafka quotes the word at which it stopped, which may be a piece of the password.
            return "sasl.jaas.config is not of the form CLASS required name=\"value\" name=\"value\";";
        }
        return sentences.stream().limit(2).collect(Collectors.joining(": "));
    }

    private static boolean isWrapper(Throwable cause) {
        return cause.getCause() != null && cause.getCause().toString().equals(cause.getMessage());
    }

    /** With the kind of failure where the message alone says nothing: that of NoSuchFileException is the file's name. */
    private static String sentence(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        String message = cause.getMessage() == null ? name : cause.getMessage();
        return message.contains(" ") ? message : "%s: %s".formatted(name, message);
    }
}

package com.lanehouse.events;

import org.apache.kafka.common.KafkaException;

/** The settings of Kafka clients do not work; the message says which and why, and holds no secret. */
public final class KafkaSettingsException extends RuntimeException {
    KafkaSettingsException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Kafka's own sentence is only "Failed to construct kafka producer"; what went wrong stands at the bottom. */
    static KafkaSettingsException of(String bootstrap, KafkaException failure) {
        Throwable bottom = failure;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        return new KafkaSettingsException(
                "cannot make a Kafka client for %s: %s. Mend it under kafka: in the configuration file"
                        .formatted(bootstrap, sentence(bottom)),
                failure);
    }

    private static String sentence(Throwable bottom) {
        String name = bottom.getClass().getSimpleName();
        String message = bottom.getMessage() == null ? name : bottom.getMessage();
        if (message.contains("JAAS")) {
            // Kafka quotes the word at which it stopped, which may be a piece of the password.
            return "sasl.jaas.config is not of the form CLASS required name=\"value\" name=\"value\";";
        }
        // Such as the message of NoSuchFileException, which is only the file's name.
        return message.contains(" ") ? message : "%s: %s".formatted(name, message);
    }
}

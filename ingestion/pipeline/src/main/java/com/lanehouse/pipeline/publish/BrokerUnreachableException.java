package com.lanehouse.pipeline.publish;

import com.lanehouse.events.KafkaConnection;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** No broker answers, or it refuses us; the message says where, why and how to mend it. */
public final class BrokerUnreachableException extends RuntimeException {
    BrokerUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }

    static BrokerUnreachableException because(KafkaConnection broker, Throwable cause) {
        return new BrokerUnreachableException(explain(broker, cause), cause);
    }

    private static String explain(KafkaConnection broker, Throwable cause) {
        String where = broker.bootstrap();
        return switch (cause) {
            case SslAuthenticationException refused ->
                "no TLS with the broker at %s: %s. See to ssl.truststore.location (who vouches for the broker), and that the certificate names this host"
                        .formatted(where, bottom(refused));
            case AuthenticationException refused ->
                "the broker at %s refuses the login: %s. See to sasl.mechanism and sasl.jaas.config under kafka: in the configuration file"
                        .formatted(where, refused.getMessage());
            case AuthorizationException refused ->
                "the broker at %s knows the login but does not allow this: %s. Its administrator may"
                        .formatted(where, refused.getMessage());
            default -> explainSilence(broker, cause);
        };
    }

    /** A listener that is spoken to in the wrong way hangs up without a word. */
    private static String explainSilence(KafkaConnection broker, Throwable cause) {
        String where = broker.bootstrap();
        if (!broker.protocol().equals("PLAINTEXT")) {
            return "no Kafka broker answers at %s by %s (%s). Is the address right, and does its listener speak %s?"
                    .formatted(where, broker.protocol(), cause.getMessage(), broker.protocol());
        }
        if (TlsListener.isAt(where)) {
            return "the broker at %s speaks TLS and was spoken to in plain text. Set security.protocol (SSL or SASL_SSL) under kafka: in the configuration file, and name it with --config"
                    .formatted(where);
        }
        return "no Kafka broker answers at %s (%s). Start one with: ./lanehouse broker"
                .formatted(where, cause.getMessage());
    }

    private static String bottom(Throwable failure) {
        Throwable bottom = failure;
        while (bottom.getCause() != null) {
            bottom = bottom.getCause();
        }
        return bottom.getMessage();
    }
}

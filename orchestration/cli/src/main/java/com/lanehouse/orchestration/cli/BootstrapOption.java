package com.lanehouse.orchestration.cli;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.KafkaConnection;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the broker is; how to speak to it stands in the configuration file. */
final class BootstrapOption {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = {
                "The Kafka broker (default: ${DEFAULT-VALUE}).",
                "TLS and login: section kafka of the file that --config names."
            })
    private String bootstrap = "localhost:9092";

    private final ConfigFile config;

    BootstrapOption(ConfigFile config) {
        this.config = requireNonNull(config, "config is null");
    }

    String address() {
        if (!bootstrap.matches("[^:\\s]+:\\d{1,5}(,[^:\\s]+:\\d{1,5})*")) {
            throw new WrongUseException("--bootstrap %s is not HOST:PORT".formatted(bootstrap));
        }
        return bootstrap;
    }

    KafkaConnection connection() {
        return new KafkaConnection(address(), config.kafka());
    }

    /** The words that tell another process of ours the same. Secrets stay in the file. */
    List<String> words() {
        return Stream.concat(
                        Stream.of("--bootstrap", address()),
                        config.file().stream().flatMap(file -> Stream.of("--config", file.toString())))
                .toList();
    }
}

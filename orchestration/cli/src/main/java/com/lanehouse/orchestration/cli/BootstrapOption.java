package com.lanehouse.orchestration.cli;

import picocli.CommandLine.Option;

/** Where the broker is. */
final class BootstrapOption {
    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "The Kafka broker (default: ${DEFAULT-VALUE}).")
    private String bootstrap = "localhost:9092";

    String address() {
        if (!bootstrap.matches("[^:\\s]+:\\d{1,5}(,[^:\\s]+:\\d{1,5})*")) {
            throw new WrongUseException("--bootstrap %s is not HOST:PORT".formatted(bootstrap));
        }
        return bootstrap;
    }
}

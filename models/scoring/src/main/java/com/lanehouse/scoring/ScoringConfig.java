package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of the service.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param bootstrap {@code host:port} of the broker
 * @param pricing margins, {@code pricing.yaml}; 0.15 for all when absent
 */
record ScoringConfig(Path lake, String bootstrap, String host, int port, Optional<Path> pricing) {
    static final String USAGE = "--lake DIR [--bootstrap HOST:PORT] [--host ADDRESS] [--port N] [--pricing FILE]";

    ScoringConfig {
        requireNonNull(lake, "lake is null");
        requireNonNull(bootstrap, "bootstrap is null");
        requireNonNull(host, "host is null");
        requireNonNull(pricing, "pricing is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port is %d, must be within 0 and 65535".formatted(port));
        }
    }

    /** @throws IllegalArgumentException naming the argument that is wrong */
    static ScoringConfig of(String... args) {
        Path lake = null;
        String bootstrap = "localhost:9092";
        String host = "127.0.0.1";
        int port = 8080;
        Optional<Path> pricing = Optional.empty();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("%s has no value; usage: %s".formatted(args[i], USAGE));
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--lake" -> lake = Path.of(value);
                case "--bootstrap" -> bootstrap = value;
                case "--host" -> host = value;
                case "--port" -> port = number(value);
                case "--pricing" -> pricing = Optional.of(Path.of(value));
                default ->
                    throw new IllegalArgumentException("unknown argument %s; usage: %s".formatted(args[i], USAGE));
            }
        }
        if (lake == null || !Files.isDirectory(lake)) {
            throw new IllegalArgumentException(
                    "--lake is %s, must be the folder of a lake; usage: %s".formatted(lake, USAGE));
        }
        return new ScoringConfig(lake, bootstrap, host, port, pricing);
    }

    private static int number(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port is %s, must be a number".formatted(value), e);
        }
    }
}

package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.lanehouse.events.KafkaConnection;
import com.lanehouse.events.KafkaSettings;
import com.lanehouse.scoring.bulk.BulkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the service.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param broker where events are sent
 * @param requestsPerSecond how many requests each key may make a second, and in a burst
 * @param pricing margins and guardrails, {@code pricing.yaml}; 0.15 for all and none when absent
 * @param cachedLanes of how many lanes the rate is kept; 0 for none
 * @param bulk of bulk jobs
 */
record ScoringConfig(
        Path lake,
        KafkaConnection broker,
        String host,
        int port,
        int requestsPerSecond,
        Optional<Path> pricing,
        int cachedLanes,
        BulkConfig bulk) {
    static final int USUAL_REQUESTS_PER_SECOND = 100;
    static final int USUAL_CACHED_LANES = 10_000;
    static final String USAGE =
            "--lake DIR [--bootstrap HOST:PORT] [--config FILE] [--host ADDRESS] [--port N] [--requests-per-second N] [--pricing FILE] [--cached-lanes N] [--database URL] [--bulk-workers N] [--bulk-results-days N]";

    ScoringConfig {
        requireNonNull(lake, "lake is null");
        requireNonNull(broker, "broker is null");
        requireNonNull(host, "host is null");
        requireNonNull(pricing, "pricing is null");
        requireNonNull(bulk, "bulk is null");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port is %d, must be within 0 and 65535".formatted(port));
        }
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "--requests-per-second is %d, must be at least 1".formatted(requestsPerSecond));
        }
        if (cachedLanes < 0) {
            throw new IllegalArgumentException("--cached-lanes is %d, must be at least 0".formatted(cachedLanes));
        }
    }

    /** With cache and bulk jobs as usual. */
    ScoringConfig(
            Path lake, KafkaConnection broker, String host, int port, int requestsPerSecond, Optional<Path> pricing) {
        this(lake, broker, host, port, requestsPerSecond, pricing, USUAL_CACHED_LANES, BulkConfig.usual());
    }

    /** @throws IllegalArgumentException naming the argument that is wrong */
    static ScoringConfig of(String... args) {
        Path lake = null;
        String bootstrap = "localhost:9092";
        Map<String, String> kafka = Map.of();
        String host = "127.0.0.1";
        int port = 8080;
        int requestsPerSecond = USUAL_REQUESTS_PER_SECOND;
        Optional<Path> pricing = Optional.empty();
        int cachedLanes = USUAL_CACHED_LANES;
        BulkConfig bulk = BulkConfig.usual();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("%s has no value; usage: %s".formatted(args[i], USAGE));
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--lake" -> lake = Path.of(value);
                case "--bootstrap" -> bootstrap = value;
                case "--config" -> kafka = kafkaSettings(Path.of(value));
                case "--host" -> host = value;
                case "--port" -> port = number("--port", value);
                case "--requests-per-second" -> requestsPerSecond = number("--requests-per-second", value);
                case "--cached-lanes" -> cachedLanes = number("--cached-lanes", value);
                case "--pricing" -> pricing = Optional.of(Path.of(value));
                case "--database" -> bulk = bulk.withDatabase(value);
                case "--bulk-workers" -> bulk = bulk.withWorkers(number(args[i], value));
                case "--bulk-results-days" -> bulk = bulk.withResultsDays(number(args[i], value));
                default ->
                    throw new IllegalArgumentException("unknown argument %s; usage: %s".formatted(args[i], USAGE));
            }
        }
        if (lake == null || !Files.isDirectory(lake)) {
            throw new IllegalArgumentException(
                    "--lake is %s, must be the folder of a lake; usage: %s".formatted(lake, USAGE));
        }
        return new ScoringConfig(
                lake, new KafkaConnection(bootstrap, kafka), host, port, requestsPerSecond, pricing, cachedLanes, bulk);
    }

    /** Of the configuration file only the section {@code kafka}: the rest are defaults of arguments. */
    private static Map<String, String> kafkaSettings(Path file) {
        try {
            return KafkaSettings.read(
                    new YAMLMapper().readTree(Files.readString(file)).path("kafka"));
        } catch (JsonProcessingException e) {
            // Without the reader's message, which quotes lines that may hold a password.
            throw new IllegalArgumentException("--config %s is not YAML".formatted(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("--config %s cannot be read".formatted(file), e);
        }
    }

    private static int number(String argument, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s is %s, must be a number".formatted(argument, value), e);
        }
    }
}

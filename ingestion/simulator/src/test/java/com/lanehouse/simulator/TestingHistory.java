package com.lanehouse.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A small simulated history, read back the way a strict consumer would: good events once, the rest counted. */
final class TestingHistory {
    static final LocalDate END = LocalDate.of(2025, 11, 23);
    // The limits of the contract: depth 64, numbers of 1,000 digits.
    static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(1_000)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    final SimulationReport report;
    final List<String> lines;
    /** First arrivals in order of arrival. */
    final List<JsonNode> events = new ArrayList<>();

    final List<JsonNode> truth = new ArrayList<>();
    long repeated;
    long unreadable;

    private TestingHistory(SimulationReport report) throws IOException {
        this.report = report;
        this.lines = Files.readAllLines(report.eventFile());
        Set<String> identities = new HashSet<>();
        for (String line : lines) {
            JsonNode event = readable(line);
            if (event == null) {
                unreadable++;
            } else if (!identities.add(
                    event.get("source").asText() + ' ' + event.get("id").asText())) {
                repeated++;
            } else {
                events.add(event);
            }
        }
        for (String line : Files.readAllLines(report.truth())) {
            truth.add(JSON.readTree(line));
        }
    }

    /** 30 days of 60 companies, simulated once for all who only read it. */
    static TestingHistory ofSixtyCompanies() {
        return SixtyCompanies.HISTORY;
    }

    private static final class SixtyCompanies {
        static final TestingHistory HISTORY = simulate();

        private static TestingHistory simulate() {
            try {
                Path folder = Files.createTempDirectory("simulated-market");
                TestingHistory history = TestingHistory.of(config(30, 60, 11), folder);
                Files.delete(history.report.eventFile());
                Files.delete(history.report.truth());
                Files.delete(folder);
                return history;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static SimulationConfig config(int days, int companies, long seed) {
        return new SimulationConfig(days, companies, seed, END, Set.of());
    }

    static TestingHistory of(SimulationConfig config, Path folder) {
        try {
            Path out = folder.resolve("history.ndjson");
            return new TestingHistory(Simulator.run(config, out, (done, of) -> {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event; null when the line is not JSON, no CloudEvent 1.0, has no time, or lacks what its type requires. */
    private static JsonNode readable(String line) {
        try {
            JsonNode event = JSON.readTree(line);
            boolean envelope = event.path("specversion").asText().equals("1.0")
                    && !event.path("id").asText().isEmpty()
                    && event.path("data").isObject();
            Instant time = Instant.parse(event.path("time").asText());
            EventType type = typeOf(event.path("type").asText());
            if (!envelope || type == null || time.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
                return null;
            }
            boolean number = type.requiredNumber() == null
                    || event.get("data").path(type.requiredNumber()).isNumber();
            boolean field = type.requiredField() == null || event.get("data").hasNonNull(type.requiredField());
            return number && field ? event : null;
        } catch (JsonProcessingException | DateTimeParseException e) {
            return null;
        }
    }

    private static EventType typeOf(String name) {
        for (EventType type : EventType.values()) {
            if (type.type().equals(name)) {
                return type;
            }
        }
        return null;
    }

    List<JsonNode> of(String type) {
        return events.stream()
                .filter(event -> event.get("type").asText().equals(type))
                .toList();
    }

    /** The data of a type's events by one of their fields. */
    TreeMap<String, JsonNode> dataBy(String type, String field) {
        TreeMap<String, JsonNode> byField = new TreeMap<>();
        for (JsonNode event : of(type)) {
            byField.putIfAbsent(event.get("data").get(field).asText(), event.get("data"));
        }
        return byField;
    }
}

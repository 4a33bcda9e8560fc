package com.lanehouse.orchestration.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.lanehouse.events.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Defaults of options from the YAML file that {@code --config} names, wherever it stands on the command line; the keys
 * are the options' names without dashes. What the command line says wins.
 *
 * @param kafka settings of Kafka clients, the section {@code kafka}; no option says them, since some are secret
 */
record ConfigFile(Optional<Path> file, Map<String, String> defaults, Map<String, String> kafka, List<String> otherWords)
        implements IDefaultValueProvider {
    private static final String KAFKA = "kafka";
    private static final List<String> KEYS =
            List.of("bootstrap", "database", KAFKA, "lake", "port", "pricing", "reference-dir");

    ConfigFile {
        requireNonNull(file, "file is null");
        defaults = Map.copyOf(defaults);
        kafka = Map.copyOf(kafka);
        otherWords = List.copyOf(otherWords);
    }

    /**
     * Takes {@code --config FILE} out of the words.
     *
     * @throws WrongUseException when the file cannot be read, is not YAML or has an unknown key
     */
    static ConfigFile from(String[] words) {
        List<String> rest = new ArrayList<>(Arrays.asList(words));
        int at = rest.indexOf("--config");
        if (at < 0) {
            return new ConfigFile(Optional.empty(), Map.of(), Map.of(), rest);
        }
        if (at + 1 == rest.size()) {
            throw new WrongUseException("--config needs a file");
        }
        rest.remove(at);
        return read(Path.of(rest.remove(at)), rest);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? defaults.get(option.longestName().replaceFirst("^-+", ""))
                : null;
    }

    private static ConfigFile read(Path file, List<String> otherWords) {
        try {
            JsonNode yaml = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
            Map<String, String> defaults = new TreeMap<>();
            for (var entry : yaml.properties()) {
                if (!KEYS.contains(entry.getKey())) {
                    throw new WrongUseException("%s: unknown key '%s'; known are %s"
                            .formatted(file, entry.getKey(), String.join(", ", KEYS)));
                }
                if (!entry.getKey().equals(KAFKA)) {
                    defaults.put(entry.getKey(), entry.getValue().asText());
                }
            }
            return new ConfigFile(
                    Optional.of(file.toAbsolutePath()), defaults, KafkaSettings.read(yaml.path(KAFKA)), otherWords);
        } catch (IllegalArgumentException e) {
            throw new WrongUseException("%s: %s".formatted(file, e.getMessage()));
        } catch (JsonProcessingException e) {
            // The reader's own message quotes the lines around the fault, which may hold a password.
            throw new WrongUseException("%s is not YAML: line %d, column %d"
                    .formatted(
                            file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new WrongUseException("cannot read the configuration file %s".formatted(file));
        }
    }
}

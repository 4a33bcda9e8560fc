package com.lanehouse.orchestration.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Defaults of options from the YAML file that {@code --config} names, wherever it stands on the command line; the keys
 * are the options' names without dashes. What the command line says wins.
 */
record ConfigFile(Map<String, String> defaults, List<String> otherWords) implements IDefaultValueProvider {
    private static final List<String> KEYS = List.of("bootstrap", "lake", "port", "pricing", "reference-dir");

    /**
     * Takes {@code --config FILE} out of the words.
     *
     * @throws WrongUseException when the file cannot be read, is not YAML or has an unknown key
     */
    static ConfigFile from(String[] words) {
        List<String> rest = new ArrayList<>(Arrays.asList(words));
        int at = rest.indexOf("--config");
        if (at < 0) {
            return new ConfigFile(Map.of(), rest);
        }
        if (at + 1 == rest.size()) {
            throw new WrongUseException("--config needs a file");
        }
        rest.remove(at);
        return new ConfigFile(read(Path.of(rest.remove(at))), rest);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? defaults.get(option.longestName().replaceFirst("^-+", ""))
                : null;
    }

    private static Map<String, String> read(Path file) {
        try {
            JsonNode yaml = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
            Map<String, String> defaults = new TreeMap<>();
            for (var entry : yaml.properties()) {
                if (!KEYS.contains(entry.getKey())) {
                    throw new WrongUseException("%s: unknown key '%s'; known are %s"
                            .formatted(file, entry.getKey(), String.join(", ", KEYS)));
                }
                defaults.put(entry.getKey(), entry.getValue().asText());
            }
            return defaults;
        } catch (JsonProcessingException e) {
            throw new WrongUseException("%s is not YAML: %s".formatted(file, e.getOriginalMessage()));
        } catch (IOException e) {
            throw new WrongUseException("cannot read the configuration file %s".formatted(file));
        }
    }
}

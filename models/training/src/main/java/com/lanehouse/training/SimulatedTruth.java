package com.lanehouse.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The hidden truth that simulated loads were drawn from. */
final class SimulatedTruth {
    private SimulatedTruth() {}

    /** Median cost by quote; lines without quote_id and median_cost, such as the first, are passed over. */
    static Map<String, Double> medianCosts(Path file) {
        ObjectMapper json = new ObjectMapper();
        Map<String, Double> medianCosts = new HashMap<>();
        try (InputStream bytes = open(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                JsonNode truth = json.readTree(line);
                if (truth.path("quote_id").isTextual()
                        && truth.path("median_cost").isNumber()) {
                    medianCosts.put(
                            truth.get("quote_id").textValue(),
                            truth.get("median_cost").doubleValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the truth file " + file, e);
        }
        return medianCosts;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream bytes = new FileInputStream(file.toFile());
        return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    }
}

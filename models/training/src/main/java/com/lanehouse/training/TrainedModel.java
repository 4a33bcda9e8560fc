package com.lanehouse.training;

import static java.util.Objects.requireNonNull;

import com.lanehouse.registry.ModelVersion;
import java.util.Map;

/**
 * A model that was trained, tested and stored.
 *
 * @param version its row in the registry
 * @param metrics out-of-time measures as ratios
 * @param report what was used, what was left out and how good it is, as text for a person
 */
public record TrainedModel(ModelVersion version, Map<String, Double> metrics, String report) {
    public TrainedModel {
        requireNonNull(version, "version is null");
        metrics = Map.copyOf(metrics);
        requireNonNull(report, "report is null");
    }
}

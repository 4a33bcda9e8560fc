package com.lanehouse.registry;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A trained model that has no version yet; the fields are the columns of {@code registry.models}. */
public record NewModel(
        String name,
        String algorithm,
        Map<String, String> params,
        Map<String, Double> metrics,
        String signature,
        Map<String, Long> dataVersions,
        byte[] artifact,
        String codeRevision,
        String createdBy) {
    public NewModel {
        requireNonNull(name, "name is null");
        requireNonNull(algorithm, "algorithm is null");
        params = Map.copyOf(params);
        metrics = Map.copyOf(metrics);
        requireNonNull(signature, "signature is null");
        dataVersions = Map.copyOf(dataVersions);
        requireNonNull(codeRevision, "codeRevision is null");
        requireNonNull(createdBy, "createdBy is null");
        if (artifact.length == 0) {
            throw new IllegalArgumentException("artifact is empty");
        }
    }
}

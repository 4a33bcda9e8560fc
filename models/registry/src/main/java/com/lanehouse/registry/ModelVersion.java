package com.lanehouse.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of {@code registry.models} without its artifact; the columns are declared there.
 *
 * @param metrics out-of-time measures as ratios
 * @param dataVersions Delta version of each table the model was trained on
 */
public record ModelVersion(
        String name,
        long version,
        String algorithm,
        Map<String, String> params,
        Map<String, Double> metrics,
        String signature,
        Map<String, Long> dataVersions,
        String artifactSha256,
        String codeRevision,
        Instant createdAt,
        String createdBy) {
    public ModelVersion {
        requireNonNull(name, "name is null");
        requireNonNull(algorithm, "algorithm is null");
        params = new TreeMap<>(params);
        metrics = new TreeMap<>(metrics);
        requireNonNull(signature, "signature is null");
        dataVersions = new TreeMap<>(dataVersions);
        requireNonNull(artifactSha256, "artifactSha256 is null");
        requireNonNull(codeRevision, "codeRevision is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(createdBy, "createdBy is null");
    }
}

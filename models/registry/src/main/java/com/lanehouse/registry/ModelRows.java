package com.lanehouse.registry;

import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of the registry's tables as records, and back. */
final class ModelRows {
    /** All columns but the artifact, which is large. */
    static final List<String> COLUMNS = List.of(
            "name",
            "version",
            "algorithm",
            "params",
            "metrics",
            "signature",
            "data_versions",
            "artifact_sha256",
            "code_revision",
            "created_at",
            "created_by");

    private ModelRows() {}

    static Predicate versionIs(String name, long version) {
        return new Predicate(
                "AND",
                new Predicate("=", new Column("name"), Literal.ofString(name)),
                new Predicate("=", new Column("version"), Literal.ofLong(version)));
    }

    static Map<String, Object> row(ModelVersion model, byte[] artifact) {
        Map<String, Object> row = new HashMap<>();
        row.put("name", model.name());
        row.put("version", model.version());
        row.put("algorithm", model.algorithm());
        row.put("params", model.params());
        row.put("metrics", model.metrics());
        row.put("signature", model.signature());
        row.put("data_versions", model.dataVersions());
        row.put("artifact", artifact);
        row.put("artifact_sha256", model.artifactSha256());
        row.put("code_revision", model.codeRevision());
        row.put("created_at", model.createdAt());
        row.put("created_by", model.createdBy());
        return row;
    }

    @SuppressWarnings("unchecked")
    static ModelVersion version(Map<String, Object> row) {
        return new ModelVersion(
                (String) row.get("name"),
                (Long) row.get("version"),
                (String) row.get("algorithm"),
                (Map<String, String>) row.get("params"),
                (Map<String, Double>) row.get("metrics"),
                (String) row.get("signature"),
                (Map<String, Long>) row.get("data_versions"),
                (String) row.get("artifact_sha256"),
                (String) row.get("code_revision"),
                (Instant) row.get("created_at"),
                (String) row.get("created_by"));
    }

    static AliasEvent alias(Map<String, Object> row) {
        return new AliasEvent(
                (String) row.get("event_id"),
                (String) row.get("name"),
                (String) row.get("alias"),
                (Long) row.get("version"),
                (Long) row.get("replaces"),
                (Instant) row.get("set_at"),
                (String) row.get("set_by"),
                (String) row.get("reason"));
    }
}

package com.lanehouse.scoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says once for each company and phase that it saw its arm. The event's identity follows from experiment, phase and
 * company: what another process, or this one before a restart, said already is the same event, and counts once.
 */
final class Exposures {
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** The event; empty when it was said before. */
    Optional<byte[]> first(Assigned assigned, String companyId, Instant now) {
        if (said.contains(identity(assigned, companyId))) {
            return Optional.empty();
        }
        return Optional.of(event(assigned, companyId, now));
    }

    /** The event, which may have been said before. */
    static byte[] event(Assigned assigned, String companyId, Instant now) {
        ObjectNode data = Json.MAPPER
                .createObjectNode()
                .put("experiment_id", assigned.experimentId())
                .put("variant", assigned.arm().name())
                .put("unit_id", companyId)
                .put("company_id", companyId);
        return CloudEvents.json(
                identity(assigned, companyId), "experiment.exposed", assigned.experimentId(), companyId, now, data);
    }

    /** The event has been kept. */
    void said(Assigned assigned, String companyId) {
        said.add(identity(assigned, companyId));
    }

    private static String identity(Assigned assigned, String companyId) {
        String text = "%s %d %s".formatted(assigned.experimentId(), assigned.phase(), companyId);
        return UUID.nameUUIDFromBytes(("exposed " + text).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}

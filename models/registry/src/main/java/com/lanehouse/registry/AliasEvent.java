package com.lanehouse.registry;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A row of {@code registry.model_aliases}.
 *
 * @param replaces version that the alias named before; null when it named none
 * @param reason may be null
 */
public record AliasEvent(
        String eventId,
        String name,
        String alias,
        long version,
        Long replaces,
        Instant setAt,
        String setBy,
        String reason) {
    public AliasEvent {
        requireNonNull(eventId, "eventId is null");
        requireNonNull(name, "name is null");
        requireNonNull(alias, "alias is null");
        requireNonNull(setAt, "setAt is null");
        requireNonNull(setBy, "setBy is null");
    }
}

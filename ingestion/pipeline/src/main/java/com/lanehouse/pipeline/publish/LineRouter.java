package com.lanehouse.pipeline.publish;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.EventType;
import com.lanehouse.events.EventTypes;
import com.lanehouse.events.Json;

/** Finds the topic and key of a line of NDJSON. It judges nothing: bad lines go too and become dead letters. */
public final class LineRouter {
    private final EventTypes types;

    public LineRouter(EventTypes types) {
        this.types = requireNonNull(types, "types is null");
    }

    /** @param key null when the line names neither company nor subject */
    public record Route(String topic, String key) {}

    public Route route(String line) {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            return new Route(EventTypes.UNROUTED_TOPIC, null);
        }
        String topic =
                types.find(json.path("type").asText()).map(EventType::topic).orElse(EventTypes.UNROUTED_TOPIC);
        JsonNode company = json.path("data").path("company_id");
        JsonNode subject = json.path("subject");
        return new Route(
                topic, company.isTextual() ? company.textValue() : subject.isTextual() ? subject.textValue() : null);
    }
}

package com.lanehouse.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what would have gone to the broker. */
final class TestingEvents implements RateEvents {
    record Sent(String topic, String key, JsonNode event) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    @Override
    public void send(String topic, String key, byte[] event) {
        try {
            sent.add(new Sent(topic, key, Json.MAPPER.readTree(event)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}

    List<Sent> sent() {
        return sent;
    }

    /** The event that belongs to an answer. */
    Sent of(String type, String rateId) {
        return sent.stream()
                .filter(event -> event.event().get("type").asText().equals(type)
                        && event.event().get("subject").asText().equals(rateId))
                .findFirst()
                .orElseThrow();
    }
}

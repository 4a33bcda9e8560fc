package com.lanehouse.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.lanehouse.events.spool.SpoolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what would have gone to the broker. */
final class TestingEvents implements RateEvents {
    record Sent(JsonNode event) {
        String key() {
            return event.get("partitionkey").asText();
        }
    }

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private volatile boolean full;

    @Override
    public void keep(byte[]... events) {
        if (full) {
            throw new SpoolException("the disk is full", null);
        }
        try {
            for (byte[] event : events) {
                sent.add(new Sent(Json.MAPPER.readTree(event)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long bytesWaiting() {
        return full ? 1 : 0;
    }

    @Override
    public Optional<String> failure() {
        return full ? Optional.of("the disk is full") : Optional.empty();
    }

    @Override
    public void close() {}

    /** From now on nothing can be kept. */
    void fill() {
        full = true;
    }

    List<Sent> sent() {
        return sent;
    }

    List<JsonNode> of(String type) {
        return sent.stream()
                .map(Sent::event)
                .filter(event -> event.get("type").asText().equals(type))
                .toList();
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

package com.lanehouse.events.spool;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A broker that takes what it is told to take. */
final class TestingOutlet implements Outlet {
    record Taken(String topic, String key, String event) {}

    private final List<Taken> taken = new ArrayList<>();
    private volatile Predicate<String> refuses = event -> false;
    private volatile Exception refusal = new IllegalStateException("the broker is away");

    @Override
    public void send(String topic, String key, byte[] event, Consumer<Exception> done) {
        String text = new String(event, StandardCharsets.UTF_8);
        if (refuses.test(text)) {
            done.accept(refusal);
            return;
        }
        synchronized (taken) {
            taken.add(new Taken(topic, key, text));
        }
        done.accept(null);
    }

    void refuses(Predicate<String> events, Exception why) {
        refusal = why;
        refuses = events;
    }

    void refuses(Predicate<String> events) {
        refuses = events;
    }

    List<Taken> taken() {
        synchronized (taken) {
            return List.copyOf(taken);
        }
    }

    List<String> events() {
        return taken().stream().map(Taken::event).toList();
    }

    @Override
    public void close() {}
}

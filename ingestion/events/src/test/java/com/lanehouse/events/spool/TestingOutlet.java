package com.lanehouse.events.spool;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** A broker that takes what it is told to take, and behaves like Kafka's client when it does not. */
final class TestingOutlet implements Outlet {
    record Taken(String topic, String key, String event) {}

    private final List<Taken> taken = new ArrayList<>();
    private final List<Consumer<Exception>> unanswered = new ArrayList<>();
    private final Map<String, Exception> refusedTopics = new ConcurrentHashMap<>();
    private final Set<String> missingTopics = ConcurrentHashMap.newKeySet();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile Predicate<String> refuses = event -> false;
    private volatile Exception refusal = new IllegalStateException("the broker is away");
    private volatile boolean answersLater;

    @Override
    public void send(String topic, String key, byte[] event, Consumer<Exception> done) {
        String text = new String(event, StandardCharsets.UTF_8);
        if (missingTopics.contains(topic)) {
            done.accept(waitInVain(topic));
            return;
        }
        if (refusedTopics.containsKey(topic) || refuses.test(text)) {
            done.accept(refusedTopics.getOrDefault(topic, refusal));
            return;
        }
        synchronized (taken) {
            taken.add(new Taken(topic, key, text));
            if (answersLater) {
                unanswered.add(done);
                return;
            }
        }
        done.accept(null);
    }

    private Exception waitInVain(String topic) {
        try {
            never.await(300, TimeUnit.MILLISECONDS);
            return new TimeoutException("Topic %s not present in metadata after 300 ms.".formatted(topic));
        } catch (InterruptedException e) {
            return new InterruptException(e);
        }
    }

    void refuses(Predicate<String> events, Exception why) {
        refusal = why;
        refuses = events;
    }

    void refuses(Predicate<String> events) {
        refuses = events;
    }

    void refusesTopic(String topic, Exception why) {
        refusedTopics.put(topic, why);
    }

    /** Whoever sends to it waits a while, as for metadata. */
    void misses(String topic) {
        missingTopics.add(topic);
    }

    void takesTopic(String topic) {
        refusedTopics.remove(topic);
        missingTopics.remove(topic);
    }

    /** Answers only when told to. */
    void answersLater() {
        answersLater = true;
    }

    /** To what was sent as the first, second ... since it answers later; afterwards it answers at once. */
    void answers(Exception... answers) {
        answersLater = false;
        for (int i = 0; i < answers.length; i++) {
            unanswered.get(i).accept(answers[i]);
        }
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
    public void close() {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptException("interrupted while it closed");
        }
    }
}

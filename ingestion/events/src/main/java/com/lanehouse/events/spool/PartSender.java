package com.lanehouse.events.spool;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Sends all that a part holds: each topic by a thread of its own, and one that puts aside what has none. */
final class PartSender {
    private final List<TopicSender> senders;

    /** Who reads the files: the topics, and {@link SpoolLine#NO_TOPIC}. */
    static Set<String> topics(SpoolConfig config) {
        Set<String> topics = new HashSet<>(config.topics().values());
        topics.add(SpoolLine.NO_TOPIC);
        return Set.copyOf(topics);
    }

    static PartSender start(Part part, Segments segments, Outlet outlet, SpoolConfig config) {
        Aside aside = new Aside(part.folder());
        return new PartSender(topics(config).stream()
                .map(topic -> TopicSender.start(
                        topic, segments, topic.equals(SpoolLine.NO_TOPIC) ? aside : outlet, aside, config))
                .toList());
    }

    private PartSender(List<TopicSender> senders) {
        this.senders = senders;
    }

    /** Topics of which nothing arrives, and why. */
    Stream<String> failures() {
        return senders.stream().map(TopicSender::failure).filter(Objects::nonNull);
    }

    /** No more lines will come: ends when the broker has all there are. */
    void finish() {
        senders.forEach(TopicSender::finish);
    }

    boolean hasEnded() {
        return senders.stream().noneMatch(sender -> sender.thread().isAlive());
    }

    /** Waits until it has ended, or a while. */
    void await(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (TopicSender sender : senders) {
            sender.thread().join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }

    /** Ends soon, whatever is left. */
    void stop() {
        senders.forEach(TopicSender::stop);
    }

    Stream<Thread> threads() {
        return senders.stream().map(TopicSender::thread);
    }
}

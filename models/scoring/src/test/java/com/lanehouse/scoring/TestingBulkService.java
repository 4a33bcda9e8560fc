package com.lanehouse.scoring;

import com.lanehouse.events.KafkaConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** A service with a champion and two companies, at a time of the test's choice. */
final class TestingBulkService implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private final Path root;
    private final TestingEvents events = new TestingEvents();
    private final MovableClock clock = new MovableClock();
    private final String keyOfAcme;
    private final String keyOfBeta;
    private ScoringServer server;

    private TestingBulkService(Path root) {
        this.root = root;
        keyOfAcme = ApiKeys.create(root, "acme", "smb");
        keyOfBeta = ApiKeys.create(root, "beta", "smb");
        server = serve();
    }

    static TestingBulkService start(Path root) {
        new TestingLakeFolder(root).champion(1);
        return new TestingBulkService(root);
    }

    private ScoringServer serve() {
        return ScoringServer.start(
                new ScoringConfig(root, KafkaConnection.of("localhost:9092"), "127.0.0.1", 0, 1_000, Optional.empty()),
                events,
                clock);
    }

    /** Another service on the same lake. */
    void restart() {
        server.close();
        server = serve();
    }

    int port() {
        return server.port();
    }

    TestingBulkClient acme() {
        return new TestingBulkClient(server.port(), keyOfAcme);
    }

    TestingBulkClient beta() {
        return new TestingBulkClient(server.port(), keyOfBeta);
    }

    TestingEvents events() {
        return events;
    }

    MovableClock clock() {
        return clock;
    }

    @Override
    public void close() {
        server.close();
    }

    /** Stands until it is moved. */
    static final class MovableClock extends Clock {
        private volatile Instant now = NOW;

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}

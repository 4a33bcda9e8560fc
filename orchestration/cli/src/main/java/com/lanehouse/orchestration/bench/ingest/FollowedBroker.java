package com.lanehouse.orchestration.bench.ingest;

import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.events.KafkaConnection;
import com.lanehouse.orchestration.local.LocalBroker;
import com.lanehouse.orchestration.local.LocalFollow;
import com.lanehouse.orchestration.local.ServerProcess;
import com.lanehouse.pipeline.publish.BrokerTopics;
import java.nio.file.Path;

/** A broker, {@code ingest --follow} that brings what comes to it into a lake, and a producer to publish with. */
final class FollowedBroker implements AutoCloseable {
    private final Path lake;
    private final ServerProcess broker;
    private final ServerProcess ingest;
    private final EventProducer producer;

    private FollowedBroker(Path lake, ServerProcess broker, ServerProcess ingest, EventProducer producer) {
        this.lake = lake;
        this.broker = broker;
        this.ingest = ingest;
        this.producer = producer;
    }

    /**
     * Starts both processes and returns when ingest follows.
     *
     * @param folder of the lake, the broker's data and the logs
     * @param port of the broker, which takes the next one too
     */
    static FollowedBroker start(Path folder, int port) {
        KafkaConnection connection = KafkaConnection.of("127.0.0.1:" + port);
        Path lake = folder.resolve("lake");
        ServerProcess broker = LocalBroker.start(folder.resolve("broker"), port, "--port");
        try {
            BrokerTopics.prepare(connection, EventTypes.load());
            ServerProcess ingest = LocalFollow.ingest(lake, connection.bootstrap(), folder.resolve("ingest.log"));
            return new FollowedBroker(lake, broker, ingest, new EventProducer(connection));
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    Path lake() {
        return lake;
    }

    ServerProcess ingest() {
        return ingest;
    }

    EventProducer producer() {
        return producer;
    }

    @Override
    public void close() {
        producer.close();
        ingest.close();
        broker.close();
    }
}

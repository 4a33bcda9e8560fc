package com.lanehouse.pipeline.publish;

import com.lanehouse.events.EventProducer;
import com.lanehouse.events.EventTypes;
import com.lanehouse.events.KafkaConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics on the broker: made when they are not there yet. */
public final class BrokerTopics {
    private static final int PARTITIONS = 2;

    private BrokerTopics() {}

    /**
     * Makes the topics of all event types that the broker lacks.
     *
     * @return the id of the Kafka cluster
     * @throws BrokerUnreachableException when the broker does not answer within ten seconds, or refuses us
     */
    public static String prepare(KafkaConnection broker, EventTypes types) {
        try (Admin admin = broker.admin()) {
            Set<String> missing = new TreeSet<>(types.topics());
            missing.removeAll(admin.listTopics().names().get());
            List<NewTopic> topics = missing.stream()
                    .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1)
                            .configs(Map.of(
                                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                    Integer.toString(EventProducer.MAX_RECORD_BYTES + (1 << 20)),
                                    // The lake is the long memory, yet nothing may vanish before it was ingested.
                                    TopicConfig.RETENTION_MS_CONFIG,
                                    "-1")))
                    .toList();
            create(admin, topics);
            return admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            throw BrokerUnreachableException.because(broker, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnreachableException("interrupted while asking the broker at " + broker.bootstrap(), e);
        }
    }

    private static void create(Admin admin, List<NewTopic> topics) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            // Another process made it in the meantime: that is what we wanted.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}

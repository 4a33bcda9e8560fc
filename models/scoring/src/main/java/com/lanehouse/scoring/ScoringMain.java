package com.lanehouse.scoring;

import com.lanehouse.events.KafkaSettingsException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the scoring service until it is told to stop. Exit 2: wrong arguments or settings. */
public final class ScoringMain {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringMain.class);

    private ScoringMain() {}

    public static void main(String[] args) throws InterruptedException {
        ScoringConfig config;
        RateEvents events;
        try {
            config = ScoringConfig.of(args);
            events = new KafkaRateEvents(config.broker());
        } catch (IllegalArgumentException | KafkaSettingsException e) {
            LOG.error(e.getMessage());
            System.exit(2);
            return;
        }
        ScoringServer server = ScoringServer.start(config, events, Clock.systemUTC());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            server.close();
            stopped.countDown();
        }));
        stopped.await();
    }
}

package com.lanehouse.scoring;

import com.lanehouse.events.KafkaSettingsException;
import com.lanehouse.events.spool.EventSpool;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the scoring service until it is told to stop. Exit 2: wrong arguments or settings. */
public final class ScoringMain {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringMain.class);

    private ScoringMain() {}

    public static void main(String[] args) throws InterruptedException {
        ScoringServer server;
        try {
            ScoringConfig config = ScoringConfig.of(args);
            RateEvents events =
                    new SpooledEvents(EventSpool.open(SpooledEvents.config(config.lake()), config.broker()));
            server = ScoringServer.start(config, events, Clock.systemUTC());
        } catch (IllegalArgumentException | KafkaSettingsException e) {
            LOG.error(e.getMessage());
            System.exit(2);
            return;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            server.close();
            stopped.countDown();
        }));
        stopped.await();
    }
}

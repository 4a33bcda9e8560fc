package com.lanehouse.orchestration.demo;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.KafkaConnection;
import java.nio.file.Path;

/**
 * What the demo makes.
 *
 * @param folder everything it writes lies below
 * @param days simulated days up to today
 * @param keep whether broker and service stay up afterwards
 */
public record DemoConfig(
        Path folder, int days, int companies, long seed, int brokerPort, int servicePort, boolean keep) {
    public DemoConfig {
        folder = requireNonNull(folder, "folder is null").toAbsolutePath().normalize();
        if (days < 35) {
            throw new IllegalArgumentException(
                    "days is %d, must be at least 35: the scoreboard is computed for the four last week-ends"
                            .formatted(days));
        }
        if (companies < 10) {
            throw new IllegalArgumentException("companies is %d, must be at least 10".formatted(companies));
        }
    }

    Path lake() {
        return folder.resolve("lake");
    }

    Path events() {
        return folder.resolve("events.ndjson");
    }

    Path page() {
        return folder.resolve("report.html");
    }

    KafkaConnection broker() {
        return KafkaConnection.of("127.0.0.1:" + brokerPort);
    }
}

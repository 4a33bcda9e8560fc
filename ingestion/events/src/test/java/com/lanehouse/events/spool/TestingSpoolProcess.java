package com.lanehouse.events.spool;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A process that keeps events for a broker that is away, and says of each that it has been kept. Ends only when killed. */
final class TestingSpoolProcess {
    private TestingSpoolProcess() {}

    public static void main(String[] args) {
        TestingOutlet away = new TestingOutlet();
        away.refuses(event -> true);
        SpoolConfig config = new SpoolConfig(
                Path.of(args[0]),
                Map.of("quote.priced", "quotes"),
                1_000,
                1L << 30,
                Duration.ofSeconds(1),
                Duration.ofMillis(10),
                Duration.ofMinutes(1),
                Duration.ofMillis(50));
        EventSpool spool = EventSpool.open(config, away);
        for (int i = 0; ; i++) {
            spool.append(
                    "{\"type\":\"quote.priced\",\"id\":\"%d\"}".formatted(i).getBytes(StandardCharsets.UTF_8));
            System.out.println(i);
        }
    }
}

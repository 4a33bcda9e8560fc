package com.lanehouse.scoring;

import static java.util.Objects.requireNonNull;

import com.lanehouse.events.spool.EventSpool;
import com.lanehouse.events.spool.SpoolConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Events by way of a spool in {@code <lake>/_service/spool}. */
final class SpooledEvents implements RateEvents {
    private final EventSpool spool;

    SpooledEvents(EventSpool spool) {
        this.spool = requireNonNull(spool, "spool is null");
    }

    /** The spool of a lake's service, and where its types of event go. */
    static SpoolConfig config(Path lake) {
        return SpoolConfig.usual(
                lake.resolve("_service").resolve("spool"),
                Map.of(
                        "quote.priced",
                        "quotes",
                        "rate.served",
                        "quotes",
                        "usage.recorded",
                        "usage",
                        "lead.created",
                        "growth",
                        "experiment.exposed",
                        "experiments",
                        "audit.recorded",
                        "compliance"));
    }

    @Override
    public void keep(byte[]... events) {
        spool.append(events);
    }

    @Override
    public long bytesWaiting() {
        return spool.bytesWaiting();
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(spool.failure());
    }

    @Override
    public void close() {
        spool.close();
    }
}

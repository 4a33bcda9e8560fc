package com.lanehouse.scoring;

import com.lanehouse.events.spool.SpoolException;
import java.util.Optional;

/** Where the service's events go. */
public interface RateEvents extends AutoCloseable {
    /**
     * Keeps events, all or none, without waiting for the broker.
     *
     * @param events as {@link CloudEvents} makes them
     * @throws SpoolException when they cannot be kept; then what they tell of must not be answered
     */
    void keep(byte[]... events);

    /** Bytes of events that the broker may not have yet. */
    long bytesWaiting();

    /** Why the broker takes none at present; empty when nothing is known to be wrong. */
    Optional<String> failure();

    /** Waits until the broker has what was kept, or for a few seconds at most. */
    @Override
    void close();
}

package com.lanehouse.events.spool;

import java.util.function.Consumer;

/** What takes the events of a spool. */
interface Outlet extends AutoCloseable {
    /**
     * Hands an event over. Used by one thread.
     *
     * @param key null when it has none
     * @param done told null when the event has arrived, else why it has not; by any thread, once
     */
    void send(String topic, String key, byte[] event, Consumer<Exception> done);

    /** Gives up what is under way. */
    @Override
    void close();
}

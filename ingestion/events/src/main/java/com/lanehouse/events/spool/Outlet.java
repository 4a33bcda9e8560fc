package com.lanehouse.events.spool;

import java.util.function.Consumer;

/** What takes the events of a spool. Thread-safe. */
interface Outlet extends AutoCloseable {
    /**
     * Hands an event over. May take a while when something is wrong with the topic, but must not keep another topic
     * waiting; ends soon when its thread is interrupted. Throws nothing.
     *
     * @param key null when it has none
     * @param done told null when the event has arrived, else why it has not; by any thread, once
     */
    void send(String topic, String key, byte[] event, Consumer<Exception> done);

    /** Gives up what is under way: afterwards nobody is told anything. */
    @Override
    void close();
}

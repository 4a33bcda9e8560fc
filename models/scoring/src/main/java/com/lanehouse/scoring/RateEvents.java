package com.lanehouse.scoring;

/** Where the service's events go. */
interface RateEvents extends AutoCloseable {
    /**
     * Hands an event over without waiting for it.
     *
     * @param key the company
     * @param event a CloudEvent as JSON
     */
    void send(String topic, String key, byte[] event);

    /** Waits until what was handed over is on its way, or for a few seconds at most. */
    @Override
    void close();
}

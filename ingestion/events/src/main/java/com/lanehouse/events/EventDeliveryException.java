package com.lanehouse.events;

/** A record did not reach the broker. */
public final class EventDeliveryException extends RuntimeException {
    EventDeliveryException(String message, Throwable cause) {
        super(message, cause);
    }
}

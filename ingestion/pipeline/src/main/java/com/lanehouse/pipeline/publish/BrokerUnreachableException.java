package com.lanehouse.pipeline.publish;

/** No broker answers; the message says where and how to start one. */
public final class BrokerUnreachableException extends RuntimeException {
    BrokerUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package com.lanehouse.registry;

/** The registry has no such model or version. */
public final class NoSuchModelException extends RuntimeException {
    NoSuchModelException(String message) {
        super(message);
    }
}

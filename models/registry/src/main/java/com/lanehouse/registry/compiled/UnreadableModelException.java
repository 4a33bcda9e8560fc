package com.lanehouse.registry.compiled;

/** An artifact is not a compiled model that this version can read; the message says what is wrong with it. */
public final class UnreadableModelException extends RuntimeException {
    UnreadableModelException(String message) {
        super(message);
    }
}

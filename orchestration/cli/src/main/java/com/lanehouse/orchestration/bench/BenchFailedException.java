package com.lanehouse.orchestration.bench;

/** A bench cannot go on, or what it checks does not hold; the message says what. */
public final class BenchFailedException extends RuntimeException {
    public BenchFailedException(String message) {
        super(message);
    }
}

package com.lanehouse.training;

/** The lake holds too few loads to learn from; the message says how many are needed. */
public final class TooFewLoadsException extends RuntimeException {
    TooFewLoadsException(String message) {
        super(message);
    }
}

package com.lanehouse.tables;

/** The lake's folder is not in a state that can be worked with; the message says which part and how to mend it. */
public final class BrokenLakeException extends RuntimeException {
    public BrokenLakeException(String message) {
        super(message);
    }
}

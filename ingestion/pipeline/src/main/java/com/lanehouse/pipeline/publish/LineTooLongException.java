package com.lanehouse.pipeline.publish;

/** A line is beyond what the broker accepts; the message names file and line. */
public final class LineTooLongException extends RuntimeException {
    LineTooLongException(String message) {
        super(message);
    }
}

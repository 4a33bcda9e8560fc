package com.lanehouse.scoring;

/** Nothing can say what this haul costs. */
final class NoRateException extends RuntimeException {
    NoRateException(String message) {
        super(message);
    }
}

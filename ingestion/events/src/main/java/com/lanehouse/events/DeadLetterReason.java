package com.lanehouse.events;

import java.util.Locale;

/** Why a record could not be read; the first that holds, in this order. */
public enum DeadLetterReason {
    EMPTY_RECORD,
    TOO_LARGE,
    NOT_UTF8,
    NOT_JSON,
    NOT_CLOUDEVENT,
    BAD_TIME,
    UNKNOWN_TYPE,
    WRONG_TOPIC,
    SCHEMA_VIOLATION;

    /** The name as stored in {@code bronze.dead_letters}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The reason of a stored name.
     *
     * @throws IllegalArgumentException when there is no such reason
     */
    public static DeadLetterReason of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}

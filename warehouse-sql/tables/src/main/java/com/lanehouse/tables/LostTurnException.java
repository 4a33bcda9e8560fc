package com.lanehouse.tables;

/** Another writer took the turn first. */
public final class LostTurnException extends RuntimeException {
    LostTurnException(String application, long turn) {
        super("another writer has taken turn %d of %s".formatted(turn, application));
    }
}

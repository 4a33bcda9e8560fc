package com.lanehouse.registry;

/** Somebody else set the alias in the meantime: look at what it names now, then decide again. */
public final class PromotionConflictException extends RuntimeException {
    PromotionConflictException(String message) {
        super(message);
    }
}

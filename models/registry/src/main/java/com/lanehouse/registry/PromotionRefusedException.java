package com.lanehouse.registry;

/** A version does not pass the gates, and no reason was given for promoting it all the same. */
public final class PromotionRefusedException extends RuntimeException {
    PromotionRefusedException(String message) {
        super(message);
    }
}

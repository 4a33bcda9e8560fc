package com.lanehouse.pipeline.ingest;

import java.util.HashSet;
import java.util.Set;

/** Tells whether something failed because a disk is full: nobody throws a type of its own for that. */
final class FullDisk {
    private static final Set<String> TEXTS = Set.of("No space left on device", "Disk quota exceeded");

    private FullDisk() {}

    static boolean isBehind(Throwable failure) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (TEXTS.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }
}

package com.lanehouse.scoring;

import java.util.Locale;

/** A bound that may move a price. */
enum Guardrail {
    RATE_OF_CHANGE,
    REGIONAL_CAP,
    MINIMUM_MARGIN,
    FLOOR_PER_MILE,
    CEILING_PER_MILE;

    /** As answers and events name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

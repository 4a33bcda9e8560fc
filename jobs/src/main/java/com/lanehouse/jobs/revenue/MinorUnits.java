package com.lanehouse.jobs.revenue;

import java.util.Set;

/** How Stripe writes an amount: as a whole number of the currency's minor unit. */
final class MinorUnits {
    /** Stripe's list; it says so whatever a currency's coins are. */
    private static final Set<String> ZERO_DECIMAL = Set.of(
            "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof",
            "xpf");

    private static final Set<String> THREE_DECIMAL = Set.of("bhd", "jod", "kwd", "omr", "tnd");

    private MinorUnits() {}

    /**
     * How many of them make one unit of the currency.
     *
     * @param currency lower case
     */
    static int perUnit(String currency) {
        if (ZERO_DECIMAL.contains(currency)) {
            return 1;
        }
        return THREE_DECIMAL.contains(currency) ? 1000 : 100;
    }
}

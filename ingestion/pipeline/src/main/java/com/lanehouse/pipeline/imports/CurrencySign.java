package com.lanehouse.pipeline.imports;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is written beside an amount to say its currency: a sign such as {@code $} or {@code C$}, or an ISO code.
 *
 * @param text in upper case
 */
record CurrencySign(String text) {
    /** Where a sign may be in a text; what is a code there is told by {@link #of}. */
    static final String SYNTAX = "\\p{L}{0,2}\\p{Sc}|\\p{L}{3}";

    private static final Pattern WITH_SYMBOL = Pattern.compile("\\p{L}{0,2}\\p{Sc}");
    /** A dollar sign alone is missing here: it is many countries'. */
    private static final Map<String, String> CURRENCIES =
            Map.of("US$", "USD", "C$", "CAD", "CA$", "CAD", "MX$", "MXN", "€", "EUR", "£", "GBP");

    CurrencySign {
        if (!isSign(text)) {
            throw new IllegalArgumentException("'%s' is neither a currency sign nor an ISO code".formatted(text));
        }
    }

    /** The sign that a text is, case apart; nothing when it is none. */
    static Optional<CurrencySign> of(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return isSign(upper) ? Optional.of(new CurrencySign(upper)) : Optional.empty();
    }

    private static boolean isSign(String upper) {
        return WITH_SYMBOL.matcher(upper).matches() || isCode(upper);
    }

    private static boolean isCode(String upper) {
        try {
            return Currency.getInstance(upper).getCurrencyCode().equals(upper);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The code of the currency that the sign names; nothing when it is the sign of several, or not known here. */
    Optional<String> currency() {
        return WITH_SYMBOL.matcher(text).matches() ? Optional.ofNullable(CURRENCIES.get(text)) : Optional.of(text);
    }

    /** Whether an amount with this sign can be in a currency. */
    boolean canMean(String code) {
        return currency().map(code::equals).orElse(true);
    }
}

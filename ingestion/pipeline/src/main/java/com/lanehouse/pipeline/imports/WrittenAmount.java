package com.lanehouse.pipeline.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of money taken apart: {@code $ 1,234.50}, {@code 1.234,50 €} or {@code $12 USD}.
 *
 * @param number the digits and marks, in whatever notation
 * @param signs before and behind it; empty for a bare number
 */
record WrittenAmount(String number, List<CurrencySign> signs) {
    // \h is a blank of any kind: spreadsheets put one that does not break between number and sign.
    private static final Pattern SYNTAX =
            Pattern.compile("(%1$s)?\\h*(-?\\d[\\d.,]*)\\h*(%1$s)?".formatted(CurrencySign.SYNTAX));

    WrittenAmount {
        signs = List.copyOf(signs);
    }

    /** Nothing when the text is more or less than a number and currency signs. */
    static Optional<WrittenAmount> of(String text) {
        Matcher parts = SYNTAX.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        List<CurrencySign> signs = new ArrayList<>();
        for (int group : new int[] {1, 3}) {
            if (parts.group(group) != null) {
                Optional<CurrencySign> sign = CurrencySign.of(parts.group(group));
                if (sign.isEmpty()) {
                    return Optional.empty();
                }
                signs.add(sign.get());
            }
        }
        return Optional.of(new WrittenAmount(parts.group(2), signs));
    }
}

package com.lanehouse.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.OptionalLong;

/** A whole number as JSON Schema has it: 2.0 is one, too. */
final class WholeNumber {
    private static final int MOST_DIGITS = 18;

    private WholeNumber() {}

    /** The number; empty when it is none, or not within the bounds, both included. */
    static OptionalLong within(JsonNode value, long least, long most) {
        if (!value.isNumber() || value.isDouble() && !Double.isFinite(value.doubleValue())) {
            return OptionalLong.empty();
        }
        BigDecimal number = value.decimalValue().stripTrailingZeros();
        if (number.scale() > 0 || number.precision() - number.scale() > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        long whole = number.longValueExact();
        return whole < least || whole > most ? OptionalLong.empty() : OptionalLong.of(whole);
    }
}

package com.lanehouse.pipeline.imports;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How a column seems to write its numbers.
 *
 * @param onlyPoint values that are numbers with a decimal point only, such as 2.5
 * @param onlyComma values that are numbers with a decimal comma only, such as 2,5
 * @param either values that are two different numbers, such as 1,609
 */
record NumberGuess(long onlyPoint, long onlyComma, long either) {
    static NumberGuess of(List<ColumnSample> columns) {
        long onlyPoint = 0;
        long onlyComma = 0;
        long either = 0;
        for (ColumnSample column : columns) {
            for (String value : column.values()) {
                Optional<BigDecimal> point = read(value, '.');
                Optional<BigDecimal> comma = read(value, ',');
                if (point.isPresent() && comma.isPresent()) {
                    either += point.get().compareTo(comma.get()) == 0 ? 0 : 1;
                } else {
                    onlyPoint += point.isPresent() ? 1 : 0;
                    onlyComma += comma.isPresent() ? 1 : 0;
                }
            }
        }
        return new NumberGuess(onlyPoint, onlyComma, either);
    }

    /** The decimal mark; a file that proves neither has a point. */
    char decimalMark() {
        return onlyComma > onlyPoint ? ',' : '.';
    }

    boolean provesAMark() {
        return onlyPoint != onlyComma;
    }

    /** Whether a value is a number in one notation or the other. */
    static boolean isNumber(String value) {
        return NumberField.parse(value, '.').isPresent()
                || NumberField.parse(value, ',').isPresent();
    }

    /** Whether a value is a number in one notation or the other, currency signs apart. */
    static boolean isAmount(String value) {
        return read(value, '.').isPresent() || read(value, ',').isPresent();
    }

    /** The number that a value is, whatever currency signs it has. */
    static Optional<BigDecimal> read(String value, char mark) {
        return WrittenAmount.of(value).flatMap(amount -> NumberField.parse(amount.number(), mark));
    }
}

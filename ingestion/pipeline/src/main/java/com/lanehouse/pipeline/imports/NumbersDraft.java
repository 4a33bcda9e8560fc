package com.lanehouse.pipeline.imports;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The parts of a first mapping that are numbers: how the file writes them, miles and weight. */
final class NumbersDraft {
    private static final String KILOMETRES = "km|kms|kilomet(?:er|re)s?";
    private static final String KILOGRAMS = "kgs?|kilograms?|kilos?";

    private final ColumnChoice columns;
    private final DraftText text;
    private final NumberGuess ofFile;

    NumbersDraft(ColumnChoice columns, DraftText text) {
        this.columns = columns;
        this.text = text;
        this.ofFile = NumberGuess.of(numberColumns(columns));
    }

    /** All that are called like a number and hold some, whether they were chosen or not: they prove the most. */
    private static List<ColumnSample> numberColumns(ColumnChoice columns) {
        return Stream.concat(Stream.of(ColumnRole.MILES, ColumnRole.WEIGHT), AmountsDraft.ROLES.stream())
                .flatMap(role -> columns.named(role).stream().filter(role::fits))
                .distinct()
                .toList();
    }

    /** How the file's numbers are written as far as its columns tell. */
    NumberGuess ofFile() {
        return ofFile;
    }

    void miles() {
        measure(
                "miles",
                ColumnRole.MILES,
                new Units(
                        KILOMETRES,
                        "km",
                        "miles|mileage|mi",
                        "mi",
                        "GUESS: miles, the header names no unit (mi or km)."),
                "{column: \"???\"}",
                "no column looks like miles");
    }

    void weight() {
        measure(
                "weight",
                ColumnRole.WEIGHT,
                new Units(KILOGRAMS, "kg", "lbs?|pounds?", "lb", "GUESS: pounds, the header names no unit (lb or kg)."),
                "{column: \"???\", unit: lb}",
                "may be left out; no column looks like weight");
    }

    /** The two units of a measure, by the words for them in a header; without such a word it is in the house's. */
    private record Units(String otherWords, String other, String houseWords, String house, String guess) {
        String of(ColumnSample column) {
            return column.isNamed(otherWords) ? other : house;
        }

        boolean areNamedBy(ColumnSample column) {
            return column.isNamed(otherWords + "|" + houseWords);
        }
    }

    private void measure(String key, ColumnRole role, Units units, String open, String why) {
        columns.of(role)
                .ifPresentOrElse(
                        column -> {
                            if (!units.areNamedBy(column)) {
                                text.comment(units.guess());
                            }
                            number(key, column, Set.of(), ", unit: " + units.of(column));
                        },
                        () -> text.gap(key, open, why + columns.nearMiss(role, "numbers")));
    }

    /**
     * Writes a column of numbers, and before it how many values are none.
     *
     * @param more what else its map says, each with a comma before it
     */
    void number(String key, ColumnSample column, Set<CurrencySign> signs, String more) {
        notNumbers(key, column, signs);
        char mark = markOf(column);
        String decimal = mark == ofFile.decimalMark() ? "" : ", decimal: \"%s\"".formatted(mark);
        text.line(key, "{column: %s%s%s}".formatted(YamlText.scalar(column.name()), more, decimal));
    }

    /** Says how many values of a column are no numbers, currency signs that are allowed apart. */
    void notNumbers(String key, ColumnSample column, Set<CurrencySign> signs) {
        char mark = markOf(column);
        Predicate<String> isNumber =
                value -> NumberField.parse(value, mark, signs).isPresent();
        column.firstUnlike(isNumber)
                .ifPresent(value -> text.comment("%,d rows hold no number, such as %s; they will be rejected (bad_%s)."
                        .formatted(column.unlike(isNumber), YamlText.quoted(value), TextField.reasonName(key))));
    }

    /** The decimal mark of one column, which is that of the file unless the column proves the other. */
    char markOf(ColumnSample column) {
        NumberGuess numbers = NumberGuess.of(List.of(column));
        return numbers.provesAMark() ? numbers.decimalMark() : ofFile.decimalMark();
    }
}

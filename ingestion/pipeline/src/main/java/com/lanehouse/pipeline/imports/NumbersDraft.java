package com.lanehouse.pipeline.imports;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of a first mapping that are numbers: how the file writes them, miles, weight and amounts of money. */
final class NumbersDraft {
    private static final BigDecimal MOST_PER_MILE = BigDecimal.valueOf(25);
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
        return Stream.of(
                        ColumnRole.MILES,
                        ColumnRole.WEIGHT,
                        ColumnRole.CARRIER_COST,
                        ColumnRole.PRICE,
                        ColumnRole.COST_ESTIMATE)
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
                            number(key, column, ", unit: " + units.of(column));
                        },
                        () -> text.gap(key, open, why + columns.nearMiss(role, "numbers")));
    }

    void amounts() {
        Optional<ColumnSample> cost = columns.of(ColumnRole.CARRIER_COST);
        cost.ifPresentOrElse(
                this::carrierCost,
                () -> text.gap(
                        "carrier-cost",
                        "{column: \"???\"}",
                        "no column looks like what the carrier was paid"
                                + columns.nearMiss(ColumnRole.CARRIER_COST, "numbers")));
        columns.of(ColumnRole.PRICE).ifPresent(column -> number("price", column, ""));
        columns.of(ColumnRole.COST_ESTIMATE).ifPresent(column -> number("cost-estimate", column, ""));
        columns.of(ColumnRole.CURRENCY)
                .ifPresentOrElse(column -> text.line("currency", DraftText.column(column)), () -> oneCurrency(cost));
    }

    private void carrierCost(ColumnSample cost) {
        Optional<ColumnSample> miles = columns.of(ColumnRole.MILES);
        if (miles.isEmpty() || !isPerMile(cost)) {
            number("carrier-cost", cost, "");
            return;
        }
        text.comment("GUESS: %s is an amount for each mile, so the cost of the load is the product."
                .formatted(YamlText.quoted(cost.name())));
        notNumbers("carrier-cost", cost);
        text.line(
                "carrier-cost",
                "{multiply: [%s, %s]}"
                        .formatted(
                                YamlText.scalar(cost.name()),
                                YamlText.scalar(miles.get().name())));
    }

    private boolean isPerMile(ColumnSample cost) {
        if (cost.isNamed("per mile|per mi|rpm")) {
            return true;
        }
        char mark = markOf(cost);
        List<BigDecimal> amounts = cost.values().stream()
                .map(value -> NumberGuess.read(value, mark))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        return cost.isNamed("rate")
                && !amounts.isEmpty()
                && amounts.get(amounts.size() / 2).compareTo(MOST_PER_MILE) < 0;
    }

    private void oneCurrency(Optional<ColumnSample> cost) {
        Optional<String> named = cost.flatMap(NumbersDraft::currencyInName);
        if (named.isEmpty()) {
            text.comment("GUESS: dollars, the file names no currency.");
        }
        text.line("currency", "{constant: %s}".formatted(named.orElse("USD")));
    }

    private static Optional<String> currencyInName(ColumnSample column) {
        return Stream.of("usd", "cad", "mxn", "eur", "gbp")
                .filter(column::isNamed)
                .map(code -> code.toUpperCase(Locale.ROOT))
                .findFirst();
    }

    private void number(String key, ColumnSample column, String unit) {
        notNumbers(key, column);
        char mark = markOf(column);
        String decimal = mark == ofFile.decimalMark() ? "" : ", decimal: \"%s\"".formatted(mark);
        text.line(key, "{column: %s%s%s}".formatted(YamlText.scalar(column.name()), unit, decimal));
    }

    private void notNumbers(String key, ColumnSample column) {
        char mark = markOf(column);
        column.firstUnlike(value -> NumberField.parse(value, mark).isPresent())
                .ifPresent(value ->
                        text.comment("%,d rows hold no number, such as %s; they will be rejected (bad_%s)%s."
                                .formatted(
                                        column.unlike(other ->
                                                NumberField.parse(other, mark).isPresent()),
                                        YamlText.quoted(value),
                                        TextField.reasonName(key),
                                        NumberGuess.hasCurrencySign(value)
                                                ? ": take the currency sign out of the file"
                                                : "")));
    }

    private char markOf(ColumnSample column) {
        NumberGuess numbers = NumberGuess.of(List.of(column));
        return numbers.provesAMark() ? numbers.decimalMark() : ofFile.decimalMark();
    }
}

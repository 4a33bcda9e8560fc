package com.lanehouse.pipeline.imports;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The part of a first mapping that is money: cost, price and estimate, and their currency. */
final class AmountsDraft {
    static final List<ColumnRole> ROLES = List.of(ColumnRole.CARRIER_COST, ColumnRole.PRICE, ColumnRole.COST_ESTIMATE);

    private static final BigDecimal MOST_PER_MILE = BigDecimal.valueOf(25);

    private final ColumnChoice columns;
    private final NumbersDraft numbers;
    private final DraftText text;

    AmountsDraft(ColumnChoice columns, NumbersDraft numbers, DraftText text) {
        this.columns = columns;
        this.numbers = numbers;
        this.text = text;
    }

    void write() {
        Optional<ColumnSample> ofRow = columns.of(ColumnRole.CURRENCY);
        Optional<String> named = namedCurrency();
        Optional<String> ofAll = ofRow.isPresent() ? Optional.empty() : named.or(() -> Optional.of("USD"));
        columns.of(ColumnRole.CARRIER_COST)
                .ifPresentOrElse(
                        cost -> carrierCost(cost, signs(cost, ofAll)),
                        () -> text.gap(
                                "carrier-cost",
                                "{column: \"???\"}",
                                "no column looks like what the carrier was paid"
                                        + columns.nearMiss(ColumnRole.CARRIER_COST, "numbers")));
        columns.of(ColumnRole.PRICE).ifPresent(column -> number("price", column, signs(column, ofAll)));
        columns.of(ColumnRole.COST_ESTIMATE).ifPresent(column -> number("cost-estimate", column, signs(column, ofAll)));
        if (ofRow.isEmpty() && named.isEmpty()) {
            text.comment(
                    anyIsSigned()
                            ? "GUESS: US dollars, the amounts do not say whose."
                            : "GUESS: dollars, the file names no currency.");
        }
        text.line(
                "currency",
                ofRow.map(DraftText::column).orElseGet(() -> "{constant: %s}".formatted(ofAll.orElseThrow())));
    }

    private void carrierCost(ColumnSample cost, Set<CurrencySign> signs) {
        Optional<ColumnSample> miles = columns.of(ColumnRole.MILES);
        if (miles.isEmpty() || !isPerMile(cost)) {
            number("carrier-cost", cost, signs);
            return;
        }
        text.comment("GUESS: %s is an amount for each mile, so the cost of the load is the product."
                .formatted(YamlText.quoted(cost.name())));
        numbers.notNumbers("carrier-cost", cost, signs);
        text.line(
                "carrier-cost",
                "{multiply: [%s, %s]%s}"
                        .formatted(
                                YamlText.scalar(cost.name()),
                                YamlText.scalar(miles.get().name()),
                                sign(signs)));
    }

    private boolean isPerMile(ColumnSample cost) {
        if (cost.isNamed("per mile|per mi|rpm")) {
            return true;
        }
        if (!cost.isNamed("rate")) {
            return false;
        }
        char mark = numbers.markOf(cost);
        List<BigDecimal> amounts = cost.values().stream()
                .map(value -> NumberGuess.read(value, mark))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        return !amounts.isEmpty() && amounts.get(amounts.size() / 2).compareTo(MOST_PER_MILE) < 0;
    }

    /** The currency that the signs of a column name, else the header of the cost; a row in any other is rejected. */
    private Optional<String> namedCurrency() {
        return ROLES.stream()
                .flatMap(role -> columns.of(role).stream())
                .flatMap(column -> currencyOfMost(column).stream())
                .findFirst()
                .or(() -> columns.of(ColumnRole.CARRIER_COST).flatMap(AmountsDraft::currencyInName));
    }

    /** A few amounts with a currency say nothing of the many without. */
    private static Optional<String> currencyOfMost(ColumnSample column) {
        Map<String, Long> amounts = amounts(column)
                .flatMap(amount -> amount.signs().stream()
                        .map(CurrencySign::currency)
                        .flatMap(Optional::stream)
                        .distinct())
                .collect(groupingBy(code -> code, LinkedHashMap::new, counting()));
        return amounts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(most -> 2 * most.getValue() >= amounts(column).count())
                .map(Map.Entry::getKey);
    }

    private static Stream<WrittenAmount> amounts(ColumnSample column) {
        return column.values().stream()
                .filter(NumberGuess::isAmount)
                .flatMap(value -> WrittenAmount.of(value).stream());
    }

    private boolean anyIsSigned() {
        return ROLES.stream()
                .flatMap(role -> columns.of(role).stream())
                .flatMap(AmountsDraft::amounts)
                .anyMatch(amount -> !amount.signs().isEmpty());
    }

    /** The signs of a column but for those that would be rejected, because all amounts are in one currency. */
    private static Set<CurrencySign> signs(ColumnSample column, Optional<String> ofAll) {
        return amounts(column)
                .flatMap(amount -> amount.signs().stream())
                .filter(sign -> ofAll.map(sign::canMean).orElse(true))
                .collect(toCollection(LinkedHashSet::new));
    }

    private static Optional<String> currencyInName(ColumnSample column) {
        return Stream.of("usd", "cad", "mxn", "eur", "gbp")
                .filter(column::isNamed)
                .map(code -> code.toUpperCase(Locale.ROOT))
                .findFirst();
    }

    private void number(String key, ColumnSample column, Set<CurrencySign> signs) {
        numbers.number(key, column, signs, sign(signs));
    }

    private static String sign(Set<CurrencySign> signs) {
        String all = signs.stream().map(sign -> YamlText.scalar(sign.text())).collect(joining(", "));
        return switch (signs.size()) {
            case 0 -> "";
            case 1 -> ", sign: " + all;
            default -> ", sign: [%s]".formatted(all);
        };
    }
}

package com.lanehouse.pipeline.imports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A number out of a column, the product of two columns, or the same for all rows; exact until it is rounded half-up
 * once, after the conversion of its unit.
 *
 * @param columns the columns that are multiplied; empty when constant
 * @param constant null unless constant
 * @param unit what one of the column's units is in the house's unit
 * @param decimals digits kept after the point
 * @param decimalMark {@code .} or {@code ,}; the other one may group thousands
 * @param signs currency signs that may stand before or behind a number; with any other a text is no number
 */
record NumberField(
        String key,
        List<String> columns,
        BigDecimal constant,
        BigDecimal unit,
        int decimals,
        char decimalMark,
        Set<CurrencySign> signs) {
    /** Kilometres and kilograms by their definition: 1 mi = 1.609344 km, 1 lb = 0.45359237 kg. */
    static final Map<String, BigDecimal> MILES = Map.of("mi", BigDecimal.ONE, "km", inverse("1.609344"));

    static final Map<String, BigDecimal> POUNDS = Map.of("lb", BigDecimal.ONE, "kg", inverse("0.45359237"));

    private static final Map<Character, Pattern> SYNTAX = Map.of(
            '.', Pattern.compile("-?(\\d{1,15}|\\d{1,3}(,\\d{3}){1,4})(\\.\\d{1,15})?"),
            ',', Pattern.compile("-?(\\d{1,15}|\\d{1,3}(\\.\\d{3}){1,4})(,\\d{1,15})?"));
    private static final int MOST_INTEGER_DIGITS = 15;

    NumberField {
        columns = List.copyOf(columns);
        signs = Collections.unmodifiableSet(new LinkedHashSet<>(signs));
    }

    /** An amount in the currency of the row, kept to the cent; the mapping may list its currency signs. */
    static NumberField money(MappingNode node, char decimalMark) {
        node.allowing("column", "constant", "multiply", "decimal", "sign");
        return read(node, BigDecimal.ONE, 2, decimalMark, signs(node));
    }

    private static Set<CurrencySign> signs(MappingNode node) {
        Optional<MappingNode> written = node.optional("sign");
        if (written.isPresent() && node.optional("constant").isPresent()) {
            throw node.error("has sign, which goes with a column, beside a constant");
        }
        Set<CurrencySign> signs = new LinkedHashSet<>();
        written.map(MappingNode::oneOrMore)
                .orElse(List.of())
                .forEach(sign -> signs.add(CurrencySign.of(sign.text())
                        .orElseThrow(
                                () -> sign.error("'%s' is neither a currency sign such as \"$\" nor a code such as USD"
                                        .formatted(sign.text())))));
        return signs;
    }

    /** A measure whose {@code unit} is one of these; without it, the house's own. */
    static NumberField measure(MappingNode node, Map<String, BigDecimal> units, char decimalMark) {
        node.allowing("column", "constant", "multiply", "decimal", "unit");
        BigDecimal unit = node.optional("unit")
                .map(name -> units.get(name.choice(units.keySet())))
                .orElse(BigDecimal.ONE);
        return read(node, unit, 4, decimalMark, Set.of());
    }

    private static NumberField read(
            MappingNode node, BigDecimal unit, int decimals, char fileMark, Set<CurrencySign> signs) {
        char mark = node.optional("decimal").map(NumberField::decimalMark).orElse(fileMark);
        List<String> columns = new ArrayList<>();
        BigDecimal constant = null;
        switch (node.oneOf("column", "constant", "multiply")) {
            case "column" -> columns.add(node.required("column").text());
            case "multiply" -> {
                node.required("multiply").list().forEach(column -> columns.add(column.text()));
                if (columns.size() != 2) {
                    throw node.error("multiplies %d columns, not 2".formatted(columns.size()));
                }
            }
            default -> {
                String text = node.required("constant").text();
                constant = parse(text, '.').orElseThrow(() -> node.error("'%s' is not a number".formatted(text)));
            }
        }
        return new NumberField(node.path(), columns, constant, unit, decimals, mark, signs);
    }

    static char decimalMark(MappingNode node) {
        char mark = node.character();
        if (!SYNTAX.containsKey(mark)) {
            throw node.error("is '%s', not \".\" or \",\"".formatted(mark));
        }
        return mark;
    }

    /** The number, above 0; empty when a column of it is blank. */
    Optional<BigDecimal> positiveIn(LoadsRow row) throws RejectedRow {
        BigDecimal product = constant == null ? BigDecimal.ONE : constant;
        for (String column : columns) {
            String text = row.get(column);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            product = product.multiply(parse(text, decimalMark, signs).orElseThrow(() -> notANumber(text, column)));
        }
        BigDecimal value = product.multiply(unit).setScale(decimals, RoundingMode.HALF_UP);
        if (value.signum() <= 0) {
            throw bad("is %s, not above 0".formatted(value.toPlainString()));
        }
        if (value.precision() - value.scale() > MOST_INTEGER_DIGITS) {
            throw bad("has more than %d digits".formatted(MOST_INTEGER_DIGITS));
        }
        return Optional.of(value);
    }

    BigDecimal requiredIn(LoadsRow row) throws RejectedRow {
        return positiveIn(row)
                .orElseThrow(() -> new RejectedRow(
                        "blank_" + TextField.reasonName(key),
                        "%s is blank (column %s)".formatted(key, String.join(" or ", columns))));
    }

    /** @throws RejectedRow when a sign in the row names another currency */
    void requireCurrency(String currency, LoadsRow row) throws RejectedRow {
        if (signs.isEmpty()) {
            return;
        }
        for (String column : columns) {
            String text = row.get(column);
            if (WrittenAmount.of(text).stream()
                    .flatMap(amount -> amount.signs().stream())
                    .anyMatch(sign -> !sign.canMean(currency))) {
                throw new RejectedRow(
                        "bad_currency", "%s '%s' is not in %s (column %s)".formatted(key, text, currency, column));
            }
        }
    }

    Set<String> columnNames() {
        return new LinkedHashSet<>(columns);
    }

    private RejectedRow notANumber(String text, String column) {
        boolean signed = WrittenAmount.of(text)
                .flatMap(amount -> parse(amount.number(), decimalMark))
                .isPresent();
        return bad(
                signed
                        ? "'%s' has a currency sign that the mapping does not list (column %s)".formatted(text, column)
                        : "'%s' is not a number with decimal mark %s (column %s)".formatted(text, decimalMark, column));
    }

    private RejectedRow bad(String detail) {
        return new RejectedRow("bad_" + TextField.reasonName(key), key + " " + detail);
    }

    /** The number that a text is in this notation, exactly. */
    static Optional<BigDecimal> parse(String text, char mark) {
        if (!SYNTAX.get(mark).matcher(text).matches()) {
            return Optional.empty();
        }
        String group = mark == '.' ? "," : ".";
        return Optional.of(new BigDecimal(text.replace(group, "").replace(mark, '.')));
    }

    /** The same for an amount that may have some of these signs. */
    static Optional<BigDecimal> parse(String text, char mark, Set<CurrencySign> signs) {
        return signs.isEmpty()
                ? parse(text, mark)
                : WrittenAmount.of(text)
                        .filter(amount -> signs.containsAll(amount.signs()))
                        .flatMap(amount -> parse(amount.number(), mark));
    }

    private static BigDecimal inverse(String divisor) {
        return BigDecimal.ONE.divide(new BigDecimal(divisor), 30, RoundingMode.HALF_UP);
    }
}

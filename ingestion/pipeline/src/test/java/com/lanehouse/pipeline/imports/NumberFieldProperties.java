package com.lanehouse.pipeline.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;

class NumberFieldProperties {
    /** How a currency may be written beside a number. */
    enum Sign {
        NONE("%s"),
        SYMBOL_BEFORE("$%s"),
        SYMBOL_BEHIND("%s\u00A0€"),
        CODE_BEFORE("USD %s"),
        CODE_BEHIND("%sEUR"),
        BOTH("$%s usd");

        static final Set<CurrencySign> ALL =
                Stream.of("$", "€", "USD", "EUR").map(CurrencySign::new).collect(Collectors.toUnmodifiableSet());

        private final String pattern;

        Sign(String pattern) {
            this.pattern = pattern;
        }

        String beside(String number) {
            return pattern.formatted(number);
        }
    }

    @Property
    void any_amount_is_read_as_it_was_written_with_point_or_comma_grouped_or_not_signed_or_not(
            @ForAll @BigRange(min = "0.01", max = "999999999.99") BigDecimal any,
            @ForAll boolean comma,
            @ForAll boolean grouped,
            @ForAll Sign sign)
            throws RejectedRow {
        BigDecimal amount = any.setScale(2, RoundingMode.HALF_UP);
        DecimalFormat format = new DecimalFormat(
                grouped ? "#,##0.00" : "0.00", DecimalFormatSymbols.getInstance(comma ? Locale.GERMANY : Locale.US));
        NumberField field =
                new NumberField("price", List.of("price"), null, BigDecimal.ONE, 2, comma ? ',' : '.', Sign.ALL);

        BigDecimal read = field.requiredIn(
                new LoadsRow(CsvHeader.of(List.of("price")), List.of(sign.beside(format.format(amount)))));

        assertThat(read).isEqualTo(amount);
    }
}

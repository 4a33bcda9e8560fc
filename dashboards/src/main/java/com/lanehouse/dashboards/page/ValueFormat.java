package com.lanehouse.dashboards.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** How people read a value; a no-break space keeps number and unit on one line. */
enum ValueFormat {
    @JsonProperty("percent")
    PERCENT("", " %", " pts"),
    @JsonProperty("milliseconds")
    MILLISECONDS("", " ms", " ms"),
    @JsonProperty("seconds")
    SECONDS("", " s", " s"),
    @JsonProperty("minutes")
    MINUTES("", " min", " min"),
    @JsonProperty("hours")
    HOURS("", " h", " h"),
    @JsonProperty("days")
    DAYS("", " days", " days"),
    @JsonProperty("usd")
    USD("$", "", ""),
    @JsonProperty("number")
    NUMBER("", "", "");

    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final char MINUS = '\u2212';

    private final String prefix;
    private final String suffix;
    private final String changeSuffix;

    ValueFormat(String prefix, String suffix, String changeSuffix) {
        this.prefix = prefix;
        this.suffix = suffix.replace(' ', NO_BREAK_SPACE);
        this.changeSuffix = changeSuffix.replace(' ', NO_BREAK_SPACE);
    }

    /** The value with exactly so many decimals, such as {@code 24.3 %} for 0.243. */
    String format(double value, int decimals) {
        BigDecimal rounded = rounded(value, decimals);
        return sign(rounded, "") + prefix + digits(rounded, decimals, decimals) + suffix;
    }

    /** The value with no more decimals than it needs, such as {@code 99.9 %} or {@code 25 %}. */
    String formatShort(double value) {
        BigDecimal rounded = rounded(value, 4);
        return sign(rounded, "") + prefix + digits(rounded, 0, 4) + suffix;
    }

    /** A difference with its sign; that of two shares is in points. */
    String formatChange(double change, int decimals) {
        BigDecimal rounded = rounded(change, decimals);
        return sign(rounded, "+") + prefix + digits(rounded, decimals, decimals) + changeSuffix;
    }

    /** Whether a reader cannot tell the value from 0. */
    boolean roundsToZero(double value, int decimals) {
        return rounded(value, decimals).signum() == 0;
    }

    private BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .movePointRight(this == PERCENT ? 2 : 0)
                .setScale(decimals, RoundingMode.HALF_UP);
    }

    private static String sign(BigDecimal value, String plus) {
        return value.signum() < 0 ? String.valueOf(MINUS) : value.signum() > 0 ? plus : "";
    }

    private static String digits(BigDecimal value, int least, int most) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(most);
        return format.format(value.abs());
    }
}

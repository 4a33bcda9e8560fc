package com.lanehouse.pipeline.imports;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One insurance filing: a row of FMCSA's file that certifies a cover of the directory.
 *
 * @param docket docket number as filed, such as {@code MC045034}; empty when the row has none
 * @param dotNumber USDOT number without leading zeros; empty when the row has none
 * @param posted day on which FMCSA posted the filing
 * @param effective first day in force
 * @param cancels FMCSA's cancel effective date; empty while nobody announced an end
 * @param limitUsd the policy's own maximum of cover in USD
 */
record CoiFiling(
        String docket,
        String dotNumber,
        String form,
        String kind,
        String coverage,
        String insurer,
        String policyNumber,
        LocalDate posted,
        BigDecimal underlyingUsd,
        BigDecimal limitUsd,
        LocalDate effective,
        Optional<LocalDate> cancels) {
    static final int COLUMNS = 11;

    private static final Map<String, String> COVERAGE_OF_FORM = Map.of("91", "auto", "91X", "auto", "34", "cargo");

    /** Surety bonds of carriers (82, 83) and of brokers (84), and a broker's trust fund (85). */
    private static final Set<String> BONDS = Set.of("82", "83", "84", "85");

    private static final Pattern DOCKET = Pattern.compile("[A-Z]{1,3}\\d{1,8}");
    private static final Pattern MC_NUMBER = Pattern.compile("MC\\d{1,7}");
    private static final Pattern DOT = Pattern.compile("\\d{1,8}");
    private static final Pattern THOUSANDS_OF_USD = Pattern.compile("\\d{1,9}");
    private static final Pattern DAY = Pattern.compile("\\d{2}/\\d{2}/\\d{4}");
    private static final BigDecimal THOUSAND = new BigDecimal("1000.00");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("MM/dd/uuuu").withResolverStyle(ResolverStyle.STRICT);

    /** @throws RejectedRow when the row is not a filing, or is one of a bond */
    static CoiFiling read(List<String> row) throws RejectedRow {
        if (row.size() != COLUMNS) {
            throw new RejectedRow("wrong_columns", "has %d columns, not %d".formatted(row.size(), COLUMNS));
        }
        String form = row.get(2).strip();
        if (BONDS.contains(form)) {
            throw new RejectedRow(
                    "bond_not_insurance", "form %s (%s) is a bond or trust, no insurance".formatted(form, row.get(3)));
        }
        String coverage = COVERAGE_OF_FORM.get(form);
        if (coverage == null) {
            throw new RejectedRow("unknown_form", "form '%s' is none of 91, 91X, 34".formatted(form));
        }
        String docket = row.get(0).strip();
        if (!docket.isEmpty() && !DOCKET.matcher(docket).matches()) {
            throw new RejectedRow("bad_docket", "docket '%s' is not letters and digits".formatted(docket));
        }
        String dot = dotNumber(row.get(1).strip());
        if (docket.isEmpty() && dot.isEmpty()) {
            throw new RejectedRow("no_carrier", "has neither a docket nor a DOT number");
        }
        String cancels = row.get(10).strip();
        return new CoiFiling(
                docket,
                dot,
                form,
                row.get(3).strip(),
                coverage,
                text(row.get(4), "insurer"),
                text(row.get(5), "policy"),
                date(row.get(6).strip(), "posted date"),
                usd(row.get(7).strip(), "underlying limit"),
                usd(row.get(8).strip(), "maximum cover"),
                date(row.get(9).strip(), "effective date"),
                cancels.isEmpty() ? Optional.empty() : Optional.of(date(cancels, "cancel effective date")));
    }

    /** {@code dot-3682243}, or by docket ({@code mc-45034}) where FMCSA has no DOT number. */
    String carrierId() {
        if (!dotNumber.isEmpty()) {
            return "dot-" + dotNumber;
        }
        int digits = 0;
        while (Character.isLetter(docket.charAt(digits))) {
            digits++;
        }
        return docket.substring(0, digits).toLowerCase(Locale.ROOT) + "-"
                + withoutLeadingZeros(docket.substring(digits));
    }

    /** The docket when it is an MC number, as filed. */
    Optional<String> mcNumber() {
        return MC_NUMBER.matcher(docket).matches() ? Optional.of(docket) : Optional.empty();
    }

    /** Named by everything but the cancel date: exact duplicates are one certificate, a cancellation is the same one. */
    String coiId() {
        return "coi-"
                + ContentHash.of(
                        docket,
                        dotNumber,
                        form,
                        kind,
                        insurer,
                        policyNumber,
                        posted.toString(),
                        underlyingUsd.toPlainString(),
                        limitUsd.toPlainString(),
                        effective.toString());
    }

    private static String dotNumber(String text) throws RejectedRow {
        if (text.isEmpty()) {
            return "";
        }
        if (!DOT.matcher(text).matches()) {
            throw new RejectedRow("bad_dot_number", "DOT number '%s' is not 1 to 8 digits".formatted(text));
        }
        return withoutLeadingZeros(text);
    }

    private static String withoutLeadingZeros(String digits) {
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }

    private static String text(String value, String column) throws RejectedRow {
        String text = value.strip();
        if (text.isEmpty()) {
            throw new RejectedRow("blank_field", column + " is blank");
        }
        return text;
    }

    private static BigDecimal usd(String value, String column) throws RejectedRow {
        if (!THOUSANDS_OF_USD.matcher(value).matches()) {
            throw new RejectedRow(
                    "bad_number", "%s '%s' is not a whole number of thousand dollars".formatted(column, value));
        }
        return new BigDecimal(value).multiply(THOUSAND);
    }

    private static LocalDate date(String value, String column) throws RejectedRow {
        try {
            if (DAY.matcher(value).matches()) { // the formatter alone would take a year of five digits
                return LocalDate.parse(value, DATE);
            }
        } catch (DateTimeException e) {
            throw notADay(value, column);
        }
        throw notADay(value, column);
    }

    private static RejectedRow notADay(String value, String column) {
        return new RejectedRow("bad_date", "%s '%s' is not a date in MM/dd/yyyy".formatted(column, value));
    }
}

package com.lanehouse.jobs.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.lanehouse.jobs.TestingInputs;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PricingVarianceMonthlyJobTest {
    private static final String QUOTED = "2026-01-02T00:00:00Z";
    private static final String INVOICED = "2026-01-20T00:00:00Z";
    private static final List<String> REASONS =
            List.of("cancelled", "no_quote", "bad_amount", "currency", "fuel_basis");

    private static Map<String, List<Map<String, Object>>> results;

    @BeforeAll
    static void compute() {
        TestingInputs inputs = new TestingInputs("2026-06-01T00:00:00Z");
        load(inputs, "counted", "1100.00", "1000.00");
        load(inputs, "exactly-8-above", "1080.00", "1000.00");
        load(inputs, "exactly-8-below", "920.00", "1000.00");
        load(inputs, "a-cent-above-8", "1080.01", "1000.00");
        load(inputs, "a-cent-below-8", "919.99", "1000.00");
        load(inputs, "exactly-8-of-cents", "0.27", "0.25");
        load(inputs, "quoted-zero", "0.00", "1000.00");
        load(inputs, "quoted-negative", "-1.00", "1000.00");
        load(inputs, "quoted-missing", null, "1000.00");
        load(inputs, "actual-zero", "1000.00", "0.00");
        load(inputs, "actual-missing", "1000.00", null);
        load(inputs, "actual-negative", "1000.00", "-1000.00");
        everyCombinationOfReasons(inputs);

        load(inputs, "cancelled", "1000.00", "1000.00");
        inputs.event("silver.quotes", "load.cancelled", "2026-05-31T00:00:00Z", "load_id", "load-cancelled");
        load(inputs, "cancelled-after-t", "1000.00", "1000.00");
        inputs.event(
                "silver.quotes", "load.cancelled", "2026-06-01T00:00:00.000001Z", "load_id", "load-cancelled-after-t");
        invoice(inputs, "without-quote", INVOICED, "1000.00", true);
        load(inputs, "cad", "1000.00", "1000.00", "currency", "CAD");
        load(inputs, "usd-in-lower-case", "1000.00", "1000.00", "currency", "usd");
        load(inputs, "without-fuel", "1000.00", "1000.00", "fuel_included", false);

        invoice(inputs, "everything-wrong", INVOICED, "0.00", true);
        inputs.event("silver.quotes", "load.cancelled", QUOTED, "load_id", "load-everything-wrong");
        load(inputs, "bad-amount-in-cad", "0.00", "1000.00", "currency", "CAD", "fuel_included", false);
        load(inputs, "cad-without-fuel", "1000.00", "1000.00", "currency", "CAD", "fuel_included", false);

        load(inputs, "corrected-at-once", "1000.00", "1000.00");
        invoice(inputs, "corrected-at-once", INVOICED, "900.00", true, "event_id", "z");
        invoice(inputs, "corrected-at-once", INVOICED, "800.00", true, "event_id", "y");
        invoice(inputs, "with-accessorials", INVOICED, "1000.00", true, "accessorials", "500.00");
        quote(inputs, "with-accessorials", "1000.00");
        load(inputs, "corrected", "1000.00", "500.00");
        invoice(inputs, "corrected", "2026-02-01T00:00:00Z", "1000.00", true);
        load(inputs, "repriced", "1000.00", "1000.00");
        inputs.event(
                "silver.quotes",
                "quote.priced",
                "2026-01-03T00:00:00Z",
                "quote_id",
                "quote-repriced",
                "company_id",
                "c",
                "cost_estimate",
                "5.00",
                "currency",
                "USD",
                "fuel_included",
                true,
                "segment",
                "other",
                "equipment",
                "other");
        load(
                inputs,
                "by-area",
                "1000.00",
                "1000.00",
                "origin_state",
                null,
                "origin_area",
                "Z1",
                "destination_area",
                "Z2");
        load(
                inputs,
                "state-to-area",
                "1000.00",
                "1000.00",
                "destination_state",
                null,
                "origin_area",
                "Z1",
                "destination_area",
                "Z2");
        load(inputs, "half-a-lane", "1000.00", "1000.00", "origin_state", null, "origin_area", "Z1");

        load(inputs, "first-invoice", "1000.00", "1000.00");
        inputs.event(
                "silver.quotes",
                "invoice.emitted",
                "2026-04-02T00:00:00Z",
                "invoice_id",
                "second-invoice",
                "load_id",
                "load-first-invoice",
                "quote_id",
                "quote-first-invoice",
                "carrier_cost",
                "900.00",
                "fuel_included",
                true);

        for (int i = 0; i < 30; i++) {
            monthly(inputs, "met" + i, "2025-10-31T23:59:59.999999Z", "108.00", "100.00");
            monthly(inputs, "missed" + i, "2025-11-01T00:00:00Z", i == 0 ? "108.01" : "108.00", "100.00");
            monthly(inputs, "met-below" + i, "2025-08-20T00:00:00Z", "92.00", "100.00");
            monthly(inputs, "missed-below" + i, "2025-07-20T00:00:00Z", i == 0 ? "91.99" : "92.00", "100.00");
            monthly(inputs, "opposite" + i, "2025-12-31T00:00:00Z", i % 2 == 0 ? "150.00" : "50.00", "100.00");
            if (i < 29) {
                monthly(inputs, "few" + i, "2025-09-30T00:00:00Z", "110.00", "100.00");
            }
        }
        monthly(inputs, "small-above", "2025-05-10T00:00:00Z", "120.00", "100.00");
        monthly(inputs, "large-below", "2025-05-10T00:00:00Z", "900.00", "1000.00");
        monthly(inputs, "large-hit", "2025-05-10T00:00:00Z", "1000.00", "1000.00");
        for (int i = 0; i < 30; i++) {
            monthly(
                    inputs,
                    "one-large" + i,
                    "2025-06-10T00:00:00Z",
                    i == 0 ? "8000.00" : "100.00",
                    i == 0 ? "10000.00" : "100.00");
        }
        load(inputs, "only-excluded", "1000.00", "1000.00", "currency", "CAD", "segment", "enterprise");
        results = inputs.runChain(new PricingVarianceMonthlyJob());
    }

    @Test
    void variance_is_quoted_less_actual_over_actual() {
        assertThat((Double) invoice("counted").get("variance")).isCloseTo(0.1, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({
        "exactly-8-above, true",
        "exactly-8-below, true",
        "a-cent-above-8, false",
        "a-cent-below-8, false",
        "exactly-8-of-cents, true"
    })
    void eight_percent_is_decided_to_the_cent(String invoice, boolean withinTolerance) {
        assertThat(invoice(invoice)).containsEntry("within_tolerance", withinTolerance);
    }

    @ParameterizedTest
    @CsvSource({
        "counted,",
        "cancelled, cancelled",
        "cancelled-after-t,",
        "without-quote, no_quote",
        "quoted-zero, bad_amount",
        "quoted-negative, bad_amount",
        "quoted-missing, bad_amount",
        "actual-zero, bad_amount",
        "actual-missing, bad_amount",
        "cad, currency",
        "usd-in-lower-case,",
        "without-fuel, fuel_basis",
        "everything-wrong, cancelled",
        "bad-amount-in-cad, bad_amount",
        "cad-without-fuel, currency",
        "actual-negative, bad_amount"
    })
    void an_invoice_is_excluded_for_the_first_reason_that_holds(String invoice, String reason) {
        assertThat(invoice(invoice)).containsEntry("excluded_reason", reason);
    }

    /** Invoices for every set of reasons; one that has no quote can have neither a currency nor a basis that differs. */
    private static void everyCombinationOfReasons(TestingInputs inputs) {
        for (Set<String> reasons : sets(REASONS)) {
            String name = "set-" + String.join("-", reasons);
            if (!reasons.contains("no_quote")) {
                quote(
                        inputs,
                        name,
                        "1000.00",
                        "currency",
                        reasons.contains("currency") ? "CAD" : "USD",
                        "fuel_included",
                        !reasons.contains("fuel_basis"));
            }
            invoice(inputs, name, INVOICED, reasons.contains("bad_amount") ? "0.00" : "1000.00", true);
            if (reasons.contains("cancelled")) {
                inputs.event("silver.quotes", "load.cancelled", QUOTED, "load_id", "load-" + name);
            }
        }
    }

    private static List<Set<String>> sets(List<String> reasons) {
        return IntStream.range(1, 1 << reasons.size())
                .mapToObj(bits -> IntStream.range(0, reasons.size())
                        .filter(i -> (bits & 1 << i) != 0)
                        .mapToObj(reasons::get)
                        .collect(Collectors.toCollection(() -> new LinkedHashSet<String>())))
                .map(set -> (Set<String>) set)
                .toList();
    }

    static Stream<Arguments> setsOfReasons() {
        return sets(REASONS).stream()
                .map(reasons -> Arguments.of(
                        String.join("-", reasons), reasons.iterator().next()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("setsOfReasons")
    void of_any_reasons_that_hold_the_first_in_the_order_of_the_definition_is_shown(String reasons, String first) {
        assertThat(invoice("set-" + reasons)).containsEntry("excluded_reason", first);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"corrected-at-once, 900.00", "with-accessorials, 1000.00"})
    void the_actual_cost_is_the_newest_carrier_cost_of_an_instant_the_greatest_id_and_without_accessorials(
            String invoice, BigDecimal actual) {
        assertThat(invoice(invoice)).containsEntry("actual_cost", actual);
    }

    @Test
    void an_excluded_invoice_shows_its_amounts_as_they_came_and_no_variance() {
        assertThat(invoice("quoted-negative"))
                .containsEntry("quoted_cost", new BigDecimal("-1.00"))
                .containsEntry("actual_cost", new BigDecimal("1000.00"))
                .containsEntry("variance", null)
                .containsEntry("within_tolerance", null);
    }

    @Test
    void the_newest_event_of_an_invoice_counts_in_its_own_month() {
        assertThat(invoice("corrected"))
                .containsEntry("actual_cost", new BigDecimal("1000.00"))
                .containsEntry("month", LocalDate.parse("2026-02-01"));
    }

    @Test
    void two_invoices_of_one_load_are_two_rows() {
        assertThat(results.get("gold.pricing_variance_loads").stream()
                        .filter(row -> row.get("load_id").equals("load-first-invoice"))
                        .map(row -> row.get("invoice_id")))
                .containsExactlyInAnyOrder("first-invoice", "second-invoice");
    }

    @Test
    void a_repriced_quote_counts_as_first_priced() {
        assertThat(invoice("repriced"))
                .containsEntry("quoted_cost", new BigDecimal("1000.00"))
                .containsEntry("segment", "smb");
    }

    @ParameterizedTest
    @CsvSource({"counted, TX-CA", "by-area, Z1-Z2", "state-to-area, Z1-Z2", "half-a-lane,", "without-quote,"})
    void the_lane_is_state_to_state_else_area_to_area(String invoice, String lane) {
        assertThat(invoice(invoice)).containsEntry("lane", lane);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-07-01, missed, 30",
        "2025-08-01, met, 30",
        "2025-09-01, no_data, 29",
        "2025-10-01, met, 30",
        "2025-11-01, missed, 30",
        "2025-12-01, met, 30"
    })
    void a_month_is_met_within_8_percent_and_needs_30_loads(LocalDate month, String status, long loads) {
        assertThat(month(month, "all", "all")).containsEntry("status", status).containsEntry("loads", loads);
    }

    @Test
    void under_30_loads_the_numbers_are_still_shown() {
        Map<String, Object> row = month(LocalDate.parse("2025-09-01"), "all", "all");
        assertThat((Double) row.get("signed_variance")).isCloseTo(0.1, within(1e-15));
        assertThat(row).containsEntry("within_tolerance_share", 0.0);
    }

    @Test
    void opposite_errors_cancel_in_the_signed_variance_and_not_in_the_absolute_one() {
        assertThat(month(LocalDate.parse("2025-12-01"), "all", "all"))
                .containsEntry("signed_variance", 0.0)
                .containsEntry("mape", 0.5);
    }

    /** Quoted 120, 900, 1000 for 100, 1000, 1000: the mean of the ratios would be +0.0333, the sums' absolute error 0.0571. */
    @Test
    void the_signed_variance_is_one_of_sums_and_the_absolute_one_a_mean_over_loads() {
        Map<String, Object> may = month(LocalDate.parse("2025-05-01"), "all", "all");
        assertThat((Double) may.get("signed_variance"))
                .as("(2020 - 2100) / 2100")
                .isCloseTo(-0.038095238095238, within(1e-12));
        assertThat((Double) may.get("mape")).as("(0.2 + 0.1 + 0) / 3").isCloseTo(0.1, within(1e-12));
        assertThat((Double) may.get("within_tolerance_share")).as("one of 3").isCloseTo(1 / 3.0, within(1e-12));
    }

    /** 29 loads of 100 hit, one of 10,000 quoted at 8,000: -2000 / 12900 = -15.5 %, though the mean ratio is -0.67 %. */
    @Test
    void one_large_load_can_make_a_month_miss() {
        assertThat(month(LocalDate.parse("2025-06-01"), "all", "all")).containsEntry("status", "missed");
    }

    @ParameterizedTest
    @CsvSource({"segment, smb", "equipment, van", "origin_state, TX"})
    void a_load_counts_in_each_scope_of_its_quote(String scope, String value) {
        assertThat(month(LocalDate.parse("2025-10-01"), scope, value)).containsEntry("loads", 30L);
    }

    @Test
    void a_load_without_a_quote_is_only_in_all() {
        LocalDate january = LocalDate.parse("2026-01-01");
        long all = (long) month(january, "all", "all").get("excluded");
        long bySegment = results.get("gold.pricing_variance_monthly").stream()
                .filter(row ->
                        row.get("month").equals(january) && row.get("scope").equals("segment"))
                .mapToLong(row -> (long) row.get("excluded"))
                .sum();
        assertThat(all - bySegment)
                .as("without-quote, everything-wrong and the 16 sets with no_quote")
                .isEqualTo(18);
    }

    @Test
    void a_load_whose_origin_has_no_state_is_in_no_state() {
        assertThat(results.get("gold.pricing_variance_monthly").stream()
                        .filter(row -> row.get("scope").equals("origin_state"))
                        .map(row -> row.get("scope_value")))
                .containsOnly("TX");
    }

    @Test
    void a_group_with_excluded_loads_only_still_has_a_row() {
        assertThat(month(LocalDate.parse("2026-01-01"), "segment", "enterprise"))
                .containsEntry("loads", 0L)
                .containsEntry("excluded", 1L)
                .containsEntry("signed_variance", null)
                .containsEntry("mape", null)
                .containsEntry("within_tolerance_share", null)
                .containsEntry("status", "no_data");
    }

    private static void load(TestingInputs inputs, String invoice, String quoted, String actual, Object... differing) {
        quote(inputs, invoice, quoted, differing);
        invoice(inputs, invoice, INVOICED, actual, true);
    }

    private static void monthly(TestingInputs inputs, String invoice, String time, String quoted, String actual) {
        quote(inputs, invoice, quoted);
        invoice(inputs, invoice, time, actual, true);
    }

    private static void quote(TestingInputs inputs, String invoice, String quoted, Object... differing) {
        Object[] usual = {
            "quote_id", "quote-" + invoice,
            "company_id", "c",
            "cost_estimate", quoted,
            "currency", "USD",
            "fuel_included", true,
            "segment", "smb",
            "equipment", "van",
            "origin_state", "TX",
            "destination_state", "CA"
        };
        inputs.event(
                "silver.quotes",
                "quote.priced",
                QUOTED,
                Stream.of(usual, differing).flatMap(Arrays::stream).toArray());
    }

    private static void invoice(
            TestingInputs inputs, String invoice, String time, String actual, boolean fuel, Object... further) {
        Object[] usual = {
            "invoice_id", invoice,
            "load_id", "load-" + invoice,
            "quote_id", "quote-" + invoice,
            "carrier_cost", actual,
            "fuel_included", fuel
        };
        inputs.event(
                "silver.quotes",
                "invoice.emitted",
                time,
                Stream.of(usual, further).flatMap(Arrays::stream).toArray());
    }

    private static Map<String, Object> invoice(String id) {
        return TestingInputs.only(results.get("gold.pricing_variance_loads"), "invoice_id", id);
    }

    private static Map<String, Object> month(LocalDate month, String scope, String value) {
        return TestingInputs.only(
                results.get("gold.pricing_variance_monthly"), "month", month, "scope", scope, "scope_value", value);
    }
}

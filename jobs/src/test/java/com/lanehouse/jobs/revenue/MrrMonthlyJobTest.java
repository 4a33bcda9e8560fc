package com.lanehouse.jobs.revenue;

import static com.lanehouse.jobs.revenue.TestingStripe.active;
import static com.lanehouse.jobs.revenue.TestingStripe.discountUntil;
import static com.lanehouse.jobs.revenue.TestingStripe.dollars;
import static com.lanehouse.jobs.revenue.TestingStripe.item;
import static com.lanehouse.jobs.revenue.TestingStripe.stripe;
import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.TestingInputs;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events count, in which order and for whom; the arithmetic is tested without Spark beside this. */
class MrrMonthlyJobTest {
    private static final String T = "2026-03-10T12:00:00Z";
    private static final String JANUARY = "2026-01-15T00:00:00Z";
    private static final String FEBRUARY = "2026-02-15T00:00:00Z";
    private static final String MARCH = "2026-03-05T00:00:00Z";

    private static Map<String, List<Map<String, Object>>> results;

    @BeforeAll
    static void compute() {
        TestingInputs inputs = new TestingInputs(T);
        currencies(inputs);
        histories(inputs);
        order(inputs);
        companies(inputs);
        results = inputs.runChain(new MrrMonthlyJob());
    }

    private static void currencies(TestingInputs inputs) {
        rate(inputs, "2026-01-01", "jpy", "0.0065");
        rate(inputs, "2026-02-01", "jpy", "0.0070");
        rate(inputs, "2026-01-01", "KWD", "3.25");
        rate(inputs, "2026-01-01", "eur", "1.0837");
        rate(inputs, "2026-02-01", "eur", "1.1");
        rate(inputs, "2026-02-01", "gbp", "1.3");
        rate(inputs, "2026-01-02", "gbp", "1.4");
        String euros = item("eur", "10000", "month", 1, "1");
        String pounds = item("gbp", "10000", "month", 1, "1");
        event(inputs, "annual", JANUARY, "created", item("usd", "499000", "year", 1, "1"));
        event(inputs, "yen", JANUARY, "created", item("jpy", "50000", "month", 1, "1"));
        event(inputs, "dinar", JANUARY, "created", item("kwd", "10000", "month", 1, "1"));
        event(inputs, "euro", JANUARY, "created", euros);
        event(inputs, "euro-after-trial", JANUARY, "created", euros, "trialing");
        event(inputs, "euro-after-trial", FEBRUARY, "updated", euros);
        event(inputs, "euro-paused-within-its-month", JANUARY, "created", euros);
        with(
                inputs,
                "euro-paused-within-its-month",
                "2026-01-20T00:00:00Z",
                "\"pause_collection\":{\"behavior\":\"void\"}",
                euros);
        event(inputs, "euro-paused-within-its-month", MARCH, "updated", euros);
        event(inputs, "pound-without-rate", JANUARY, "created", pounds);
        event(inputs, "pound-without-rate", FEBRUARY, "deleted", pounds);
    }

    private static void histories(TestingInputs inputs) {
        event(inputs, "unpaid-in-march", JANUARY, "created", dollars(100));
        event(inputs, "unpaid-in-march", FEBRUARY, "updated", dollars(100), "past_due");
        event(inputs, "unpaid-in-march", MARCH, "updated", dollars(100), "unpaid");
        event(inputs, "paused-and-back", JANUARY, "created", dollars(100));
        with(inputs, "paused-and-back", FEBRUARY, "\"pause_collection\":{\"behavior\":\"void\"}", dollars(100));
        with(inputs, "paused-and-back", MARCH, "\"pause_collection\":null", dollars(90));
        with(
                inputs,
                "coupon-ends",
                JANUARY,
                "\"discount\":" + discountUntil(FEBRUARY, "\"percent_off\":50"),
                dollars(100));
        String one = active("sub_one", "two-subscriptions", "", dollars(100));
        stripe(inputs, JANUARY, "customer.subscription.created", one);
        event(inputs, "two-subscriptions", JANUARY, "created", dollars(40));
        stripe(inputs, FEBRUARY, "customer.subscription.deleted", one);
    }

    private static void order(TestingInputs inputs) {
        event(inputs, "deleted-beats-updated", JANUARY, "created", dollars(100));
        event(inputs, "deleted-beats-updated", FEBRUARY, "deleted", dollars(100));
        event(inputs, "deleted-beats-updated", FEBRUARY, "updated", dollars(100));
        event(inputs, "updated-beats-created", JANUARY, "updated", dollars(70));
        event(inputs, "updated-beats-created", JANUARY, "created", dollars(100));
        for (int amount : List.of(130, 110)) {
            String object = active("sub_same_second", "same-second", "", dollars(amount));
            String updated = "customer.subscription.updated";
            stripe(inputs, JANUARY, JANUARY, true, updated, object, "evt_" + amount);
        }
        event(inputs, "told-by-other-events", JANUARY, "created", dollars(100));
        event(inputs, "told-by-other-events", FEBRUARY, "paused", dollars(100), "paused");
        event(inputs, "told-by-other-events", FEBRUARY, "trial_will_end", dollars(300));
        event(inputs, "updated-after-deletion", JANUARY, "created", dollars(100));
        event(inputs, "updated-after-deletion", FEBRUARY, "deleted", dollars(100));
        event(inputs, "updated-after-deletion", MARCH, "updated", dollars(100));
        event(inputs, "arrived-in-disorder", FEBRUARY, "updated", dollars(120));
        event(inputs, "arrived-in-disorder", JANUARY, "created", dollars(100));
        event(inputs, "at-t", T, "created", dollars(100));
        String created = "customer.subscription.created";
        stripe(inputs, JANUARY, "2026-03-10T12:00:00.000001Z", true, created, active("a", "late", "", dollars(1)));
        stripe(inputs, "2026-03-10T12:00:01Z", T, true, created, active("b", "created-after-t", "", dollars(1)));
        stripe(inputs, JANUARY, JANUARY, false, created, active("c", "test-mode", "", dollars(1)));
    }

    private static void companies(TestingInputs inputs) {
        String created = "customer.subscription.created";
        stripe(inputs, JANUARY, created, active("sub_a", "", "cus_a", dollars(100)));
        stripe(inputs, JANUARY, "customer.created", "{\"id\":\"cus_a\",\"metadata\":{\"company_id\":\"moved-from\"}}");
        stripe(inputs, MARCH, "customer.updated", "{\"id\":\"cus_a\",\"metadata\":{\"company_id\":\"moved-to\"}}");
        stripe(inputs, T, "customer.updated", "{\"id\":\"cus_a\",\"metadata\":{}}");
        stripe(inputs, JANUARY, created, active("sub_b", "named-first", "cus_a", dollars(100)));
        stripe(inputs, FEBRUARY, "customer.subscription.updated", active("sub_b", "named-last", "", dollars(120)));
        stripe(inputs, MARCH, "customer.subscription.updated", active("sub_b", "", "cus_unknown", dollars(120)));
        stripe(inputs, JANUARY, created, active("sub_c", "", "cus_unknown", dollars(100)));
        stripe(
                inputs,
                JANUARY,
                created,
                active("sub_d", "no-id", "", dollars(1)).replace("\"id\"", "\"no\""));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "annual, '01 new 415.83', 4990 / 12 = 415.8333",
        "yen, '01 new 325.00', 50000 x 0.0065; no minor unit; the rate of February moves nothing",
        "dinar, '01 new 32.50', 10000 / 1000 x 3.25",
        "euro, '01 new 108.37', 100 x 1.0837",
        "euro-after-trial, '02 new 110.00', 100 x 1.1: the rate of the first month with revenue",
        "euro-paused-within-its-month, '03 new 108.37', 100 x 1.0837: it had revenue for five days of January",
        "unpaid-in-march, '01 new 100.00, 03 churn -100.00', past_due still counts in February",
        "paused-and-back, '01 new 100.00, 02 churn -100.00, 03 reactivation 90.00', a pause is a churn",
        "coupon-ends, '01 new 50.00, 02 expansion 50.00', the coupon ends in the middle of February",
        "two-subscriptions, '01 new 140.00, 02 contraction -100.00', 100 + 40 less the cancelled 100",
        "deleted-beats-updated, '01 new 100.00, 02 churn -100.00', in the same second",
        "updated-beats-created, '01 new 70.00', in the same second",
        "same-second, '01 new 130.00', of two updates in one second that with the greater evt_ id counts",
        "told-by-other-events, '01 new 100.00', created and updated and deleted only carry a state",
        "updated-after-deletion, '01 new 100.00, 02 churn -100.00', once deleted it stays canceled",
        "arrived-in-disorder, '01 new 100.00, 02 expansion 20.00', by created and not by arrival",
        "at-t, '03 new 100.00', an event at T counts",
        "moved-to, '01 new 100.00', the whole history moves with the customer",
        "named-last, '01 new 100.00, 02 expansion 20.00', the newest event that names a company speaks for all"
    })
    void a_company_moves(String company, String expected, String why) {
        assertThat(movements(company)).as(why).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pound-without-rate",
                "late",
                "created-after-t",
                "test-mode",
                "moved-from",
                "named-first",
                "no-id",
                ""
            })
    void what_does_not_count_moves_nothing(String company) {
        assertThat(movements(company)).isEmpty();
    }

    @Test
    void every_month_closes_at_its_opening_and_all_movements() {
        BigDecimal opening = new BigDecimal("0.00");
        for (String month : List.of("2026-01-01", "2026-02-01", "2026-03-01")) {
            Map<String, Object> row =
                    TestingInputs.only(results.get("gold.mrr_monthly"), "month", LocalDate.parse(month));
            assertThat(row).containsEntry("opening", opening);
            opening = results.get("gold.mrr_movements").stream()
                    .filter(movement -> movement.get("month").equals(LocalDate.parse(month)))
                    .map(movement -> (BigDecimal) movement.get("amount"))
                    .reduce(opening, BigDecimal::add);
            assertThat(row).containsEntry("closing", opening);
        }
        assertThat(results.get("gold.mrr_monthly")).hasSize(3);
    }

    @Test
    void a_month_counts_the_subscriptions_that_lack_a_rate_while_they_would_have_revenue() {
        assertThat(results.get("gold.mrr_monthly"))
                .extracting(row -> row.get("month") + " " + row.get("missing_rates"))
                .containsExactlyInAnyOrder("2026-01-01 1", "2026-02-01 0", "2026-03-01 0");
    }

    /**
     * Opening 300 = a 140 + b 100 + c 60. In March a grows by 50, b shrinks by 40, c leaves, d comes with 30 and e, which
     * had left in February, comes back with 20: growth (300 - 300) / 300, of 3 customers 1 is gone, kept (300 - 40 - 60) /
     * 300, with what grew (300 - 40 - 60 + 50) / 300.
     */
    @Test
    void every_column_of_a_month_is_worked_out_by_hand() {
        TestingInputs inputs = new TestingInputs(T);
        event(inputs, "a", JANUARY, "created", dollars(140));
        event(inputs, "a", MARCH, "updated", dollars(190));
        event(inputs, "b", JANUARY, "created", dollars(100));
        event(inputs, "b", MARCH, "updated", dollars(60));
        event(inputs, "c", JANUARY, "created", dollars(60));
        event(inputs, "c", MARCH, "deleted", dollars(60));
        event(inputs, "d", MARCH, "created", dollars(30));
        event(inputs, "e", JANUARY, "created", dollars(25));
        event(inputs, "e", FEBRUARY, "updated", dollars(25), "unpaid");
        event(inputs, "e", MARCH, "updated", dollars(20));

        assertThat(TestingInputs.only(
                        inputs.runChain(new MrrMonthlyJob()).get("gold.mrr_monthly"),
                        "month",
                        LocalDate.parse("2026-03-01")))
                .containsEntry("opening", new BigDecimal("300.00"))
                .containsEntry("new", new BigDecimal("30.00"))
                .containsEntry("expansion", new BigDecimal("50.00"))
                .containsEntry("contraction", new BigDecimal("-40.00"))
                .containsEntry("churn", new BigDecimal("-60.00"))
                .containsEntry("reactivation", new BigDecimal("20.00"))
                .containsEntry("closing", new BigDecimal("300.00"))
                .containsEntry("net_growth", 0.0)
                .containsEntry("customers_opening", 3L)
                .containsEntry("customers_churned", 1L)
                .containsEntry("logo_churn", 1 / 3.0)
                .containsEntry("grr", 200 / 300.0)
                .containsEntry("nrr", 250 / 300.0)
                .containsEntry("missing_rates", 0L);
    }

    /** 100 euros a month from February, with a rate for January alone; 10 dollars from January. */
    @Test
    void a_rate_of_another_month_is_no_rate() {
        TestingInputs inputs = new TestingInputs(T);
        rate(inputs, "2026-01-01", "eur", "1.25");
        rate(inputs, "2026-02-01", "gbp", "0");
        event(inputs, "dollars", JANUARY, "created", dollars(10));
        event(inputs, "euros", "2026-02-05T00:00:00Z", "created", item("eur", "10000", "month", 1, "1"));
        event(inputs, "pounds", "2026-02-05T00:00:00Z", "created", item("gbp", "10000", "month", 1, "1"));

        assertThat(inputs.runChain(new MrrMonthlyJob()).get("gold.mrr_monthly"))
                .extracting(row -> "%s %s %s".formatted(row.get("month"), row.get("missing_rates"), row.get("closing")))
                .containsExactlyInAnyOrder("2026-01-01 0 10.00", "2026-02-01 2 10.00", "2026-03-01 2 10.00");
    }

    @Test
    void a_customer_event_in_test_mode_moves_nobody() {
        TestingInputs inputs = new TestingInputs(T);
        stripe(inputs, JANUARY, "customer.subscription.created", active("sub_a", "", "cus_a", dollars(100)));
        stripe(inputs, JANUARY, "customer.created", "{\"id\":\"cus_a\",\"metadata\":{\"company_id\":\"live\"}}");
        String moved = "{\"id\":\"cus_a\",\"metadata\":{\"company_id\":\"test\"}}";
        stripe(inputs, FEBRUARY, FEBRUARY, false, "customer.updated", moved);

        assertThat(inputs.runChain(new MrrMonthlyJob()).get("gold.mrr_movements"))
                .extracting(row -> row.get("company_id"))
                .containsExactly("live");
    }

    @Test
    void of_two_customer_events_in_one_second_the_update_speaks_whatever_its_id() {
        TestingInputs inputs = new TestingInputs(T);
        stripe(inputs, JANUARY, "customer.subscription.created", active("sub_a", "", "cus_a", dollars(100)));
        String created = "{\"id\":\"cus_a\",\"metadata\":{\"company_id\":\"created\"}}";
        String updated = "{\"id\":\"cus_a\",\"metadata\":{\"company_id\":\"updated\"}}";
        stripe(inputs, JANUARY, JANUARY, true, "customer.created", created, "evt_z");
        stripe(inputs, JANUARY, JANUARY, true, "customer.updated", updated, "evt_a");

        assertThat(inputs.runChain(new MrrMonthlyJob()).get("gold.mrr_movements"))
                .extracting(row -> row.get("company_id"))
                .containsExactly("updated");
    }

    private static String movements(String company) {
        return results.get("gold.mrr_movements").stream()
                .filter(row -> row.get("company_id").equals(company))
                .map(row -> "%s %s %s"
                        .formatted(row.get("month").toString().substring(5, 7), row.get("movement"), row.get("amount")))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static void rate(TestingInputs inputs, String month, String currency, String usd) {
        inputs.row("reference.fx_rates", "month", month, "currency", currency, "usd_per_unit", usd);
    }

    private static void event(TestingInputs inputs, String company, String created, String what, String items) {
        event(inputs, company, created, what, items, "active");
    }

    /** An event of the only subscription that the company has of this kind. */
    private static void event(
            TestingInputs inputs, String company, String created, String what, String items, String status) {
        String object = active("sub_" + company, company, "", items).replace("\"active\"", "\"" + status + "\"");
        stripe(inputs, created, "customer.subscription." + what, object);
    }

    private static void with(TestingInputs inputs, String company, String created, String field, String items) {
        String object = active("sub_" + company, company, "", items);
        stripe(inputs, created, "customer.subscription.updated", object.replace("{\"id\"", "{" + field + ",\"id\""));
    }
}

package com.lanehouse.jobs.revenue;

import static com.lanehouse.jobs.revenue.TestingStripe.discount;
import static com.lanehouse.jobs.revenue.TestingStripe.item;
import static com.lanehouse.jobs.revenue.TestingStripe.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Revenue a month of one subscription object, in its own currency, worked out by hand. */
class SubscriptionReaderTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final String MONTHLY_100 = item("usd", "10000", "month", 1, "1");

    @ParameterizedTest(name = "{0} cents each {2} {1}, {3} of them: {4}, for {5}")
    @CsvSource({
        "49900, month, 1, 3, 1497.00, 3 x 499",
        "499000, year, 1, 1, 415.83, 4990 / 12 = 415.8333",
        "240000, year, 2, 1, 100.00, 2400 / 24",
        "10000, week, 1, 1, 433.33, 100 x 52 / 12 = 433.3333",
        "10000, week, 2, 1, 216.67, 100 x 52 / 12 / 2 = 216.6667",
        "100, day, 1, 1, 30.42, 1 x 365 / 12 = 30.4167",
        "29900, month, 3, 1, 99.67, a quarter: 299 / 3 = 99.6667",
        "1, month, 1, 1, 0.01, a cent"
    })
    void a_price_counts_by_the_month(
            String cents, String interval, int count, String quantity, String mrr, String why) {
        assertThat(mrr(subscription(item("usd", cents, interval, count, quantity))))
                .isEqualTo(mrr);
    }

    @ParameterizedTest(name = "{1} of {0}: {2}")
    @CsvSource({
        "jpy, 5000, 5000.00",
        "JPY, 5000, 5000.00",
        "krw, 5000, 5000.00",
        "ugx, 5000, 5000.00",
        "eur, 5000, 50.00",
        "isk, 5000, 50.00",
        "huf, 5000, 50.00",
        "kwd, 12345, 12.35",
        "bhd, 5000, 5.00",
        "tnd, 5000, 5.00"
    })
    void amounts_are_in_the_currencys_minor_unit(String currency, String amount, String mrr) {
        assertThat(mrr(subscription(item(currency, amount, "month", 1, "1")))).isEqualTo(mrr);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof",
                "xpf"
            })
    void a_thousand_of_a_zero_decimal_currency_are_a_thousand(String currency) {
        assertThat(mrr(subscription(item(currency, "1000", "month", 1, "1")))).isEqualTo("1000.00");
    }

    @Test
    void items_are_added_up_and_499_and_120_a_year_make_509() {
        assertThat(mrr(subscription(
                        item("usd", "49900", "month", 1, "1") + "," + item("usd", "12000", "year", 1, "1"))))
                .isEqualTo("509.00");
    }

    @Test
    void nothing_is_rounded_before_the_end_so_three_times_10_a_year_is_2_50_and_not_3_x_0_83() {
        String tenAYear = item("usd", "1000", "year", 1, "1");
        assertThat(mrr(subscription(tenAYear + "," + tenAYear + "," + tenAYear)))
                .isEqualTo("2.50");
    }

    @ParameterizedTest(name = "quantity {0}: {1}")
    @CsvSource({"null, 100.00", "0, 0.00", "2, 200.00"})
    void a_quantity_that_is_absent_is_one(String quantity, String mrr) {
        assertThat(mrr(subscription(item("usd", "10000", "month", 1, quantity))))
                .isEqualTo(mrr);
        assertThat(mrr(subscription(MONTHLY_100.replace("\"quantity\":1,", ""))))
                .isEqualTo("100.00");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "\"unit_amount\":null,\"unit_amount_decimal\":\"0.5\"; 5.00",
                "\"unit_amount\":null,\"unit_amount_decimal\":0.5; 5.00",
                "\"unit_amount\":200,\"unit_amount_decimal\":\"0.5\"; 2000.00",
                "\"unit_amount\":null,\"unit_amount_decimal\":null; 0.00",
                "\"unit_amount\":null,\"unit_amount_decimal\":\"free\"; 0.00",
                "\"tiers_mode\":\"graduated\"; 0.00"
            })
    void a_thousand_units_without_a_unit_amount_cost_their_decimal_amount_else_nothing(String amounts, String mrr) {
        assertThat(mrr(subscription("""
                {"quantity":1000,"price":{"currency":"usd",%s,"recurring":{"interval":"month"}}}\
                """.formatted(amounts)))).isEqualTo(mrr);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"quantity\":1}",
                "{\"price\":{\"currency\":\"usd\",\"unit_amount\":100}}",
                "{\"price\":{\"currency\":\"usd\",\"unit_amount\":100,\"recurring\":null}}",
                "{\"price\":{\"currency\":\"usd\",\"unit_amount\":100,\"recurring\":{\"interval\":\"hour\"}}}",
                "{\"price\":{\"currency\":\"usd\",\"unit_amount\":100,"
                        + "\"recurring\":{\"interval\":\"month\",\"interval_count\":0}}}",
                "7",
                ""
            })
    void what_does_not_recur_is_no_revenue(String item) {
        assertThat(mrr(subscription(item))).isEqualTo("0.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trialing", "incomplete", "incomplete_expired", "unpaid", "canceled", "paused"})
    void only_active_and_past_due_subscriptions_have_revenue(String status) {
        String event = subscription(MONTHLY_100);
        assertThat(state(status, event).mrrAt(NOW).isPositive()).isFalse();
        assertThat(state("past_due", event).mrrAt(NOW).cents()).isEqualTo("100.00");
    }

    @ParameterizedTest(name = "pause_collection {0}: {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"behavior\":\"void\"}; 0.00",
                "{\"behavior\":\"void\",\"resumes_at\":1767225600}; 0.00",
                "{}; 0.00",
                "null; 100.00"
            })
    void a_paused_subscription_has_no_revenue_until_an_event_clears_the_pause_whenever_it_was_to_resume(
            String pause, String mrr) {
        assertThat(mrr(subscription(MONTHLY_100, "\"pause_collection\":" + pause)))
                .isEqualTo(mrr);
    }

    @Test
    void the_subscription_names_the_currency_where_its_price_does_not() {
        String object = subscription(MONTHLY_100.replace("\"currency\":\"usd\",", ""), "\"currency\":\"jpy\"");
        assertThat(mrr(object)).isEqualTo("10000.00");
        assertThat(state("active", object).currency()).isEqualTo("jpy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e15", "1e-999999999", "0e-999999999", "\"0e-99999999\"", "1e-21"})
    void a_number_of_absurd_size_is_read_as_absent(String amount) {
        assertThat(mrr(subscription(item("usd", amount, "month", 1, "1")))).isEqualTo("0.00");
        assertThat(mrr(subscription(MONTHLY_100, "\"discount\":" + discount("\"percent_off\":" + amount))))
                .isEqualTo("100.00");
    }

    static String mrr(String object) {
        return state("active", object).mrrAt(NOW).cents().toString();
    }

    static SubscriptionState state(String status, String event) {
        return SubscriptionReader.state(NOW, status, event);
    }
}

package com.lanehouse.jobs.revenue;

import static com.lanehouse.jobs.revenue.SubscriptionReaderTest.mrr;
import static com.lanehouse.jobs.revenue.SubscriptionReaderTest.state;
import static com.lanehouse.jobs.revenue.TestingStripe.discount;
import static com.lanehouse.jobs.revenue.TestingStripe.discountUntil;
import static com.lanehouse.jobs.revenue.TestingStripe.item;
import static com.lanehouse.jobs.revenue.TestingStripe.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What coupons leave of $100 a month, worked out by hand. */
class DiscountsTest {
    private static final String MONTHLY_100 = item("usd", "10000", "month", 1, "1");
    private static final String TEN_PERCENT = discount("\"percent_off\":10");
    private static final String FIFTEEN_DOLLARS = discount("\"amount_off\":1500,\"currency\":\"usd\"");

    @ParameterizedTest(name = "{0} leaves {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "\"percent_off\":25; 75.00",
                "\"percent_off\":33.333; 66.67",
                "\"percent_off\":100; 0.00",
                "\"percent_off\":150; 0.00",
                "\"percent_off\":-5; 100.00",
                "\"amount_off\":1500; 85.00",
                "\"amount_off\":1500,\"currency\":\"usd\"; 85.00",
                "\"amount_off\":1500,\"currency\":null; 85.00",
                "\"amount_off\":15000,\"currency\":\"usd\"; 0.00",
                "\"amount_off\":1500,\"currency\":\"eur\"; 100.00",
                "\"amount_off\":-1500; 100.00",
                "\"amount_off\":null,\"percent_off\":null; 100.00"
            })
    void a_coupon_is_taken_off_and_never_more_than_there_is(String coupon, String mrr) {
        assertThat(mrr(subscription(MONTHLY_100, "\"discount\":" + discount(coupon))))
                .isEqualTo(mrr);
    }

    @ParameterizedTest(name = "{4} off {1} {0} for {3} {2}: {5}, for {6}")
    @CsvSource({
        "usd, 120000, year, 1, 6000, 95.00, (1200 - 60) / 12",
        "usd, 30000, month, 3, 3000, 90.00, (300 - 30) / 3",
        "usd, 10000, week, 1, 1200, 381.33, (100 - 12) x 52 / 12 = 381.3333",
        "usd, 1000, day, 1, 100, 273.75, (10 - 1) x 365 / 12",
        "jpy, 5000, month, 1, 500, 4500.00, no minor unit"
    })
    void an_amount_off_is_per_billing_period(
            String currency, String amount, String interval, int count, String off, String mrr, String why) {
        assertThat(mrr(subscription(
                        item(currency, amount, interval, count, "1"),
                        "\"discount\":" + discount("\"amount_off\":%s,\"currency\":\"%s\"".formatted(off, currency)))))
                .as(why)
                .isEqualTo(mrr);
    }

    @Test
    void the_first_items_period_counts_and_60_off_a_yearly_first_item_are_5_a_month() {
        assertThat(mrr(subscription(
                        item("usd", "120000", "year", 1, "1") + "," + MONTHLY_100,
                        "\"discount\":" + discount("\"amount_off\":6000,\"currency\":\"usd\""))))
                .isEqualTo("195.00");
    }

    @Test
    void ten_percent_then_15_leave_75_and_15_then_ten_percent_76_50() {
        assertThat(mrr(subscription(MONTHLY_100, "\"discounts\":[%s,%s]".formatted(TEN_PERCENT, FIFTEEN_DOLLARS))))
                .isEqualTo("75.00");
        assertThat(mrr(subscription(MONTHLY_100, "\"discounts\":[%s,%s]".formatted(FIFTEEN_DOLLARS, TEN_PERCENT))))
                .isEqualTo("76.50");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"'[TEN]', 90.00", "'[\"di_1\",TEN]', 90.00", "'[\"di_1\"]', 85.00", "'[]', 85.00", "'null', 85.00"})
    void expanded_discounts_count_instead_of_the_one_discount(String discounts, String mrr) {
        assertThat(mrr(subscription(
                        MONTHLY_100,
                        "\"discounts\":" + discounts.replace("TEN", TEN_PERCENT),
                        "\"discount\":" + FIFTEEN_DOLLARS)))
                .isEqualTo(mrr);
    }

    @Test
    void an_items_own_discount_is_ignored() {
        String item = MONTHLY_100.replace("{\"quantity\"", "{\"discounts\":[" + TEN_PERCENT + "],\"quantity\"");
        assertThat(mrr(subscription(item))).isEqualTo("100.00");
    }

    @Test
    void a_coupon_for_once_never_counts() {
        assertThat(mrr(subscription(MONTHLY_100, "\"discount\":" + TEN_PERCENT.replace("forever", "once"))))
                .isEqualTo("100.00");
        assertThat(mrr(subscription(MONTHLY_100, "\"discount\":" + TEN_PERCENT.replace("forever", "repeating"))))
                .isEqualTo("90.00");
    }

    @Test
    void a_coupon_below_source_counts_too() {
        assertThat(mrr(subscription(MONTHLY_100, """
                "discounts":[{"source":{"type":"coupon","coupon":{"percent_off":20,"duration":"forever"}}}]"""))).isEqualTo("80.00");
    }

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        "2024-12-31T23:59:59.999999Z, 100.00",
        "2025-01-01T00:00:00Z, 90.00",
        "2026-02-14T23:59:59.999999Z, 90.00",
        "2026-02-15T00:00:00Z, 100.00"
    })
    void a_discount_holds_from_its_start_to_just_before_its_end(Instant instant, String mrr) {
        String discount = discountUntil("2026-02-15T00:00:00Z", "\"percent_off\":10");
        assertThat(state("active", subscription(MONTHLY_100, "\"discount\":" + discount))
                        .mrrAt(instant)
                        .cents())
                .isEqualTo(mrr);
    }
}

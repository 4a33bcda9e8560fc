package com.lanehouse.jobs.revenue;

import com.lanehouse.jobs.TestingInputs;
import java.time.Instant;

/** Stripe's objects as text, with what the tests are about and nothing else, and the events around them. */
final class TestingStripe {
    private TestingStripe() {}

    /** An event as the reader needs it. */
    static String event(String object) {
        return "{\"data\":{\"object\":%s}}".formatted(object);
    }

    /** A subscription object; further fields are written as JSON. */
    static String subscription(String items, String... fields) {
        return "{%s\"items\":{\"data\":[%s]}}"
                .formatted(fields.length == 0 ? "" : String.join(",", fields) + ",", items);
    }

    static String item(String currency, String unitAmount, String interval, int count, String quantity) {
        return """
                {"quantity":%s,"price":{"currency":"%s","unit_amount":%s,\
                "recurring":{"interval":"%s","interval_count":%d}}}""".formatted(quantity, currency, unitAmount, interval, count);
    }

    /** An item of this many dollars a month. */
    static String dollars(int amount) {
        return item("usd", amount + "00", "month", 1, "1");
    }

    /** A discount since the first day of 2025. */
    static String discount(String coupon) {
        return "{\"coupon\":{\"duration\":\"forever\",%s},\"start\":1735689600,\"end\":null}".formatted(coupon);
    }

    static String discountUntil(String end, String coupon) {
        return discount(coupon)
                .replace("\"end\":null", "\"end\":" + Instant.parse(end).getEpochSecond());
    }

    /** An active subscription of a company and a customer. */
    static String active(String id, String company, String customer, String items) {
        return subscription(
                items,
                "\"id\":\"%s\",\"status\":\"active\"".formatted(id),
                "\"customer\":\"%s\",\"metadata\":{\"company_id\":\"%s\"}".formatted(customer, company));
    }

    /** A live event that was received when Stripe made it. */
    static void stripe(TestingInputs inputs, String created, String type, String object) {
        stripe(inputs, created, created, true, type, object);
    }

    static void stripe(
            TestingInputs inputs, String created, String received, boolean livemode, String type, String object) {
        stripe(inputs, created, received, livemode, type, object, "evt_" + (created + type + object).hashCode());
    }

    static void stripe(
            TestingInputs inputs,
            String created,
            String received,
            boolean livemode,
            String type,
            String object,
            String stripeId) {
        inputs.event(
                "silver.billing",
                "stripe.event",
                received,
                "stripe_event",
                event(object),
                "stripe_id",
                stripeId,
                "stripe_type",
                type,
                "stripe_created",
                created,
                "livemode",
                livemode);
    }
}

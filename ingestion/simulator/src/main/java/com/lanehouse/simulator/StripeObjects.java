package com.lanehouse.simulator;

import java.util.function.Consumer;

/** Stripe's event, customer, subscription and invoice objects in Stripe's own shapes. */
final class StripeObjects {
    private static final String API_VERSION = "2020-08-27";

    private StripeObjects() {}

    /** The event around an object; {@code id} is its {@code evt_…}. */
    static void event(Fields json, String id, String type, long created, Consumer<Fields> object) {
        json.text("id", id)
                .text("object", "event")
                .text("api_version", API_VERSION)
                .whole("created", created)
                .object("data", data -> data.object("object", object))
                .flag("livemode", true)
                .whole("pending_webhooks", 1)
                .object("request", request -> request.nothing("id").nothing("idempotency_key"))
                .text("type", type);
    }

    static void customer(Fields json, String customer, Company company, String email, long created) {
        json.text("id", customer)
                .text("object", "customer")
                .whole("balance", 0)
                .whole("created", created)
                .text("currency", "usd")
                .flag("delinquent", false)
                .nothing("discount")
                .text("email", email)
                .flag("livemode", true)
                .object(
                        "metadata",
                        metadata -> metadata.text("company_id", company.id())
                                .text("segment", company.segment().code()));
    }

    static void subscription(Fields json, Subscription subscription) {
        json.text("id", subscription.id)
                .text("object", "subscription")
                .whole("billing_cycle_anchor", subscription.trialEnd > 0 ? subscription.trialEnd : subscription.start);
        wholeOrNothing(json, "cancel_at", subscription.cancelAt);
        json.flag("cancel_at_period_end", subscription.cancelAt > 0 && subscription.canceledAt < subscription.cancelAt);
        wholeOrNothing(json, "canceled_at", subscription.canceledAt);
        json.text("collection_method", "charge_automatically")
                .whole("created", subscription.start)
                .text("currency", "usd")
                .whole("current_period_end", subscription.periodEnd)
                .whole("current_period_start", subscription.periodStart)
                .text("customer", subscription.customer);
        if (subscription.discount == null) {
            json.nothing("discount");
        } else {
            json.object("discount", discount -> discount(discount, subscription));
        }
        wholeOrNothing(json, "ended_at", subscription.status.equals("canceled") ? subscription.canceledAt : -1);
        json.object("items", items -> items(items, subscription))
                .flag("livemode", true)
                .object("metadata", metadata -> metadata(metadata, subscription));
        if (subscription.paused) {
            json.object(
                    "pause_collection", pause -> pause.text("behavior", "void").nothing("resumes_at"));
        } else {
            json.nothing("pause_collection");
        }
        json.whole("quantity", subscription.quantity)
                .whole("start_date", subscription.start)
                .text("status", subscription.status);
        wholeOrNothing(json, "trial_end", subscription.trialEnd);
        wholeOrNothing(json, "trial_start", subscription.trialEnd > 0 ? subscription.start : -1);
    }

    private static void metadata(Fields json, Subscription subscription) {
        if (subscription.namesCompany) {
            json.text("company_id", subscription.companyId);
        }
    }

    private static void discount(Fields json, Subscription subscription) {
        Discount discount = subscription.discount;
        json.text("id", discount.id()).text("object", "discount").object("coupon", coupon -> {
            coupon.text("id", discount.coupon()).text("object", "coupon");
            wholeOrNothing(coupon, "amount_off", discount.centsOff() > 0 ? discount.centsOff() : -1);
            coupon.text("currency", discount.centsOff() > 0 ? "usd" : null).text("duration", discount.duration());
            wholeOrNothing(coupon, "duration_in_months", discount.months() > 0 ? discount.months() : -1);
            wholeOrNothing(coupon, "percent_off", discount.percentOff() > 0 ? discount.percentOff() : -1);
            coupon.flag("valid", true);
        });
        json.text("customer", subscription.customer);
        wholeOrNothing(json, "end", discount.end());
        json.whole("start", discount.start()).text("subscription", subscription.id);
    }

    private static void items(Fields json, Subscription subscription) {
        json.text("object", "list")
                .objects(
                        "data",
                        item -> item.text("id", subscription.item)
                                .text("object", "subscription_item")
                                .whole("created", subscription.start)
                                .object("metadata", metadata -> {})
                                .object("price", price -> price(price, subscription.plan))
                                .whole("quantity", subscription.quantity)
                                .text("subscription", subscription.id)
                                .emptyArray("tax_rates"))
                .flag("has_more", false)
                .whole("total_count", 1)
                .text("url", "/v1/subscription_items?subscription=" + subscription.id);
    }

    private static void price(Fields json, Plan plan) {
        json.text("id", "price_" + plan.lookupKey())
                .text("object", "price")
                .flag("active", true)
                .text("billing_scheme", "per_unit")
                .text("currency", "usd")
                .flag("livemode", true)
                .text("lookup_key", plan.lookupKey())
                .object("metadata", metadata -> {})
                .text("product", "prod_" + plan.name())
                .object(
                        "recurring",
                        recurring -> recurring
                                .text("interval", plan.interval())
                                .whole("interval_count", 1)
                                .text("usage_type", "licensed"))
                .text("type", "recurring")
                .whole("unit_amount", plan.cents())
                .text("unit_amount_decimal", Long.toString(plan.cents()));
    }

    /** An invoice for the current period. */
    static void invoice(
            Fields json, String invoice, Subscription subscription, long created, boolean paid, boolean first) {
        long due = subscription.invoiceCents(created);
        json.text("id", invoice)
                .text("object", "invoice")
                .whole("amount_due", due)
                .whole("amount_paid", paid ? due : 0)
                .whole("amount_remaining", paid ? 0 : due)
                .whole("attempt_count", subscription.attempts)
                .flag("attempted", true)
                .text("billing_reason", first ? "subscription_create" : "subscription_cycle")
                .text("collection_method", "charge_automatically")
                .whole("created", created)
                .text("currency", "usd")
                .text("customer", subscription.customer)
                .object(
                        "lines",
                        lines -> lines.text("object", "list")
                                .objects(
                                        "data",
                                        line -> line.text("id", "il_" + invoice.substring(3))
                                                .text("object", "line_item")
                                                .whole("amount", due)
                                                .text("currency", "usd")
                                                .object(
                                                        "period",
                                                        period -> period.whole("end", subscription.periodEnd)
                                                                .whole("start", subscription.periodStart))
                                                .object("price", price -> price(price, subscription.plan))
                                                .whole("quantity", subscription.quantity)
                                                .text("subscription", subscription.id)
                                                .text("type", "subscription"))
                                .flag("has_more", false)
                                .whole("total_count", 1)
                                .text("url", "/v1/invoices/" + invoice + "/lines"))
                .flag("livemode", true)
                .object("metadata", metadata -> {})
                .flag("paid", paid)
                .whole("period_end", subscription.periodEnd)
                .whole("period_start", subscription.periodStart)
                .text("status", paid ? "paid" : "open")
                .text("subscription", subscription.id)
                .object(
                        "subscription_details",
                        details -> details.object("metadata", metadata -> metadata(metadata, subscription)))
                .whole("subtotal", subscription.plan.cents() * subscription.quantity)
                .whole("total", due);
    }

    private static void wholeOrNothing(Fields json, String name, long value) {
        if (value < 0) {
            json.nothing(name);
        } else {
            json.whole(name, value);
        }
    }
}

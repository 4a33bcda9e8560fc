package com.lanehouse.jobs.acquisition;

import com.lanehouse.jobs.TestingInputs;
import java.time.Instant;

/** Leads, trials and payments. A lead's trial is of the company of its name, unless told otherwise. */
final class TestingGrowth {
    private TestingGrowth() {}

    static void lead(TestingInputs inputs, String lead, String time) {
        lead(inputs, lead, time, "smb", "ads");
    }

    static void lead(TestingInputs inputs, String lead, String time, String segment, String channel) {
        inputs.event("silver.growth", "lead.created", time, "lead_id", lead, "segment", segment, "channel", channel);
    }

    static void trial(TestingInputs inputs, String lead, String time) {
        trial(inputs, lead, time, lead);
    }

    static void trial(TestingInputs inputs, String lead, String time, String company) {
        inputs.event("silver.growth", "trial.started", time, "lead_id", lead, "company_id", company, "plan", "pro");
    }

    /** An invoice that names its company, received when it was paid. */
    static void paid(TestingInputs inputs, String company, String created, String amount) {
        stripe(inputs, "invoice.paid", created, created, true, """
                {"id":"in_1","metadata":{"company_id":"%s"},"amount_paid":%s}""".formatted(company, amount));
    }

    static void stripe(
            TestingInputs inputs, String type, String created, String received, boolean livemode, String object) {
        inputs.event(
                "silver.billing",
                "stripe.event",
                received,
                "stripe_event",
                "{\"data\":{\"object\":%s}}".formatted(object),
                "stripe_id",
                "evt_" + (type + created + object).hashCode(),
                "stripe_type",
                type,
                "stripe_created",
                Instant.parse(created),
                "livemode",
                livemode);
    }
}

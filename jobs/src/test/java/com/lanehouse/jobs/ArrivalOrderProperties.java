package com.lanehouse.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Events of a few entities at a few instants, so that ties are common, in two orders of arrival. */
class ArrivalOrderProperties {
    private static final Instant START = Instant.parse("2026-01-30T00:00:00Z");
    private static final String T = "2026-02-20T00:00:00Z";

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    void the_order_of_arrival_changes_no_row(@ForAll long seed) {
        TestingInputs inputs = market(new Random(seed));
        var shuffled = inputs.shuffled(seed).runAll();
        inputs.runAll()
                .forEach((table, rows) ->
                        assertThat(shuffled.get(table)).as(table).containsExactlyInAnyOrderElementsOf(rows));
    }

    private static TestingInputs market(Random random) {
        TestingInputs inputs = new TestingInputs(T)
                .columns("registry.models", "name STRING, version BIGINT, metrics MAP<STRING,DOUBLE>")
                .columns(
                        "registry.model_aliases",
                        "event_id STRING, name STRING, alias STRING, version BIGINT, set_at TIMESTAMP");
        for (String plan : List.of("starter", "pro", "enterprise")) {
            inputs.row(
                    "reference.plan_limits",
                    "plan",
                    plan,
                    "feature_key",
                    "quotes",
                    "period",
                    "month",
                    "soft",
                    5L,
                    "hard",
                    5L + plan.length());
        }
        inputs.row("reference.required_cover", "coverage", "auto", "limit_usd", 100);
        inputs.row("reference.fx_rates", "month", "2026-02-01", "currency", "eur", "usd_per_unit", "1.25");
        for (int i = 0; i < 60; i++) {
            billing(inputs, random);
            quotes(inputs, random);
            directory(inputs, random);
            compliance(inputs, random);
            inputs.event("silver.platform", "probe.checked", time(random), "service", "s", "up", random.nextBoolean());
            String company = one(random, "c1", "c2", "c3");
            inputs.event(
                    "silver.usage",
                    "usage.recorded",
                    time(random),
                    "company_id",
                    company,
                    "feature_key",
                    "quotes",
                    "qty",
                    random.nextInt(1, 5));
            inputs.event(
                    "silver.growth",
                    "trial.started",
                    time(random),
                    "lead_id",
                    "lead" + random.nextInt(10),
                    "company_id",
                    company,
                    "plan",
                    one(random, "pro", "enterprise"),
                    "trial_ends_at",
                    time(random));
            inputs.event(
                    "silver.growth",
                    "lead.created",
                    time(random),
                    "lead_id",
                    "lead" + random.nextInt(10),
                    "segment",
                    one(random, "smb", "enterprise"),
                    "channel",
                    one(random, "ads", "events"));
            inputs.event(
                    "silver.agents",
                    "agent_task.finished",
                    time(random),
                    "task_id",
                    "t" + random.nextInt(30),
                    "company_id",
                    company,
                    "fn_name",
                    "f",
                    "status",
                    one(random, "succeeded", "failed"),
                    "queued_at",
                    T,
                    "started_at",
                    T,
                    "finished_at",
                    one(random, T, "2026-02-19T23:30:00Z"));
            inputs.row(
                    "registry.model_aliases",
                    "event_id",
                    "a%02d".formatted(i),
                    "name",
                    "rate",
                    "alias",
                    "champion",
                    "version",
                    random.nextLong(1, 4),
                    "set_at",
                    time(random));
        }
        for (long version = 1; version < 4; version++) {
            inputs.row(
                    "registry.models", "name", "rate", "version", version, "metrics", Map.of("mape", version / 10.0));
        }
        return inputs;
    }

    private static void billing(TestingInputs inputs, Random random) {
        String created = time(random);
        if (random.nextInt(3) == 0) {
            stripe(inputs, random, created, "invoice.paid", """
                    {"id":"in","amount_paid":%d,"customer":"cus%d","subscription":"sub%d"}""".formatted(
                            random.nextInt(2), random.nextInt(3), random.nextInt(6)));
            return;
        }
        String type = one(
                random,
                "customer.subscription.created",
                "customer.subscription.updated",
                "customer.subscription.deleted",
                "customer.updated");
        String object = type.startsWith("customer.subscription")
                ? """
                {"id":"sub%d","customer":"cus%d","status":"%s","start_date":%d,"metadata":{%s},\
                "items":{"data":[{"price":{"lookup_key":"%s_monthly","currency":"%s","unit_amount":%d,\
                "recurring":{"interval":"month"}}}]}}""".formatted(
                                random.nextInt(6),
                                random.nextInt(3),
                                one(random, "active", "unpaid"),
                                random.nextInt(2),
                                one(random, "", "\"company_id\":\"c1\"", "\"company_id\":\"c2\""),
                                one(random, "pro", "enterprise"),
                                one(random, "usd", "eur"),
                                random.nextInt(1000))
                : "{\"id\":\"cus%d\",\"metadata\":{\"company_id\":\"c%d\"}}"
                        .formatted(random.nextInt(3), random.nextInt(4));
        stripe(inputs, random, created, type, object);
    }

    private static void stripe(TestingInputs inputs, Random random, String created, String type, String object) {
        inputs.event(
                "silver.billing",
                "stripe.event",
                time(random),
                "stripe_event",
                "{\"data\":{\"object\":%s}}".formatted(object),
                "stripe_id",
                "evt_" + random.nextLong(),
                "stripe_type",
                type,
                "stripe_created",
                created,
                "livemode",
                true);
    }

    private static void quotes(TestingInputs inputs, Random random) {
        int quote = random.nextInt(25);
        inputs.event(
                "silver.quotes",
                "quote.priced",
                time(random),
                "quote_id",
                "q" + quote,
                "company_id",
                "c1",
                "segment",
                one(random, "smb", "enterprise"),
                "equipment",
                one(random, "van", "reefer"),
                "cost_estimate",
                random.nextInt(80, 120),
                "currency",
                "USD",
                "fuel_included",
                true,
                "origin_state",
                one(random, "TX", "NM"),
                "rate_source",
                "cache",
                "latency_ms",
                random.nextInt(100));
        inputs.event(
                "silver.quotes",
                one(random, "quote.booked", "quote.lost"),
                time(random),
                "quote_id",
                "q" + random.nextInt(25),
                "load_id",
                "l" + random.nextInt(25));
        inputs.event(
                "silver.quotes",
                "invoice.emitted",
                time(random),
                "invoice_id",
                "i" + random.nextInt(40),
                "load_id",
                "l" + quote,
                "quote_id",
                "q" + quote,
                "carrier_cost",
                random.nextInt(90, 110),
                "fuel_included",
                random.nextInt(10) > 0);
    }

    private static void directory(TestingInputs inputs, Random random) {
        inputs.event(
                "silver.directory",
                "carrier.updated",
                time(random),
                "carrier_id",
                "k" + random.nextInt(5),
                "profile",
                one(
                        random,
                        "{\"city\":\"Waco\"}",
                        "{\"city\":null,\"active\":false}",
                        "{\"zip\":\"76701\",\"active\":true}",
                        "{\"authority_status\":\"active\",\"zip\":1}"));
        inputs.event(
                "silver.directory",
                "coi.filed",
                time(random),
                "coi_id",
                "p" + random.nextInt(8),
                "carrier_id",
                "k" + random.nextInt(5),
                "coverage",
                "auto",
                "limit_usd",
                one(random, "50", "100"),
                "effective_on",
                "2026-01-01",
                "expires_on",
                one(random, "2026-02-19", "2026-03-01", "2026-12-31"));
        inputs.event(
                "silver.directory",
                "coi.cancelled",
                time(random),
                "coi_id",
                "p" + random.nextInt(20),
                "cancels_on",
                one(random, "2026-02-01", "2026-06-01"));
    }

    private static void compliance(TestingInputs inputs, Random random) {
        inputs.event(
                "silver.compliance",
                one(random, "incident.opened", "incident.responded", "incident.resolved"),
                time(random),
                "incident_id",
                "i" + random.nextInt(8),
                "severity",
                one(random, "P1", "P2"));
        inputs.event(
                "silver.compliance",
                one(random, "dsr.requested", "dsr.fulfilled"),
                time(random),
                "request_id",
                "r" + random.nextInt(8));
        inputs.event(
                "silver.compliance",
                "restore.drilled",
                time(random),
                "rpo_seconds",
                random.nextInt(1_000),
                "rto_seconds",
                random.nextInt(1_000));
    }

    /** One of 21 midnights, the last of which is T. */
    private static String time(Random random) {
        return START.plusSeconds(86_400L * random.nextInt(1, 22)).toString();
    }

    private static String one(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}

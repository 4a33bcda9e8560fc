package com.lanehouse.jobs.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.lanehouse.jobs.TestingInputs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which plan holds, read from the limit that a company's usage is held against: each plan has a soft limit of 1 and a
 * hard limit that tells it from the others.
 */
class PlansInForceTest {
    private static final long STARTER = 1000;
    private static final long PRO = 2000;
    private static final long ENTERPRISE = 3000;
    private static final String T = "2026-03-10T12:00:00Z";

    private static Map<String, List<Map<String, Object>>> results;

    @BeforeAll
    static void compute() {
        TestingInputs inputs = new TestingInputs(T);
        Map.of("starter", STARTER, "pro", PRO, "enterprise", ENTERPRISE)
                .forEach((plan, hard) -> inputs.row(
                                "reference.plan_limits",
                                "plan",
                                plan,
                                "feature_key",
                                "quotes",
                                "period",
                                "month",
                                "soft",
                                1L,
                                "hard",
                                hard)
                        .row(
                                "reference.plan_limits",
                                "plan",
                                plan,
                                "feature_key",
                                "bulk_jobs",
                                "period",
                                "day",
                                "soft",
                                1L,
                                "hard",
                                hard));
        days(inputs);
        statuses(inputs);
        names(inputs);
        starts(inputs);
        history(inputs);
        companies(inputs);
        trials(inputs);
        results = inputs.runChain(new UsageBreachesJob());
    }

    /** The day is 2 March, the month that is over February; both hold what is told at their last instant. */
    private static void days(TestingInputs inputs) {
        for (String upgraded : List.of("2026-03-02T23:59:59Z", "2026-03-03T00:00:00Z")) {
            String company = "day-upgraded-at-" + upgraded;
            subscribed(inputs, company, "a", "2026-02-01T00:00:00Z", pro());
            subscribed(inputs, company, "a", upgraded, "updated", enterprise());
            used(inputs, company, "bulk_jobs", "2026-03-02T12:00:00Z");
        }
        for (String ends : List.of("2026-03-01T00:00:00Z", "2026-02-28T23:59:59.999999Z", "2026-02-28T23:59:59Z")) {
            trial(inputs, "trial-until-" + ends, "pro", "2026-02-20T00:00:00Z", ends);
            used(inputs, "trial-until-" + ends, "2026-02-21T00:00:00Z");
        }
        trial(inputs, "trial-from-the-next-month-on", "pro", "2026-03-01T00:00:00Z", "2026-03-20T00:00:00Z");
        used(inputs, "trial-from-the-next-month-on", "2026-02-21T00:00:00Z");
    }

    private static void statuses(TestingInputs inputs) {
        for (String status : List.of("trialing", "active", "past_due", "canceled", "unpaid", "incomplete", "paused")) {
            subscribed(inputs, "status-" + status, "created", "2026-02-01T00:00:00Z", pro().replace("active", status));
        }
        subscribed(
                inputs,
                "collection-paused",
                "created",
                "2026-02-01T00:00:00Z",
                pro().replace("\"id\"", "\"pause_collection\":{\"behavior\":\"void\"},\"id\""));
        inputs.event(
                "silver.billing",
                "stripe.event",
                "2026-02-01T00:00:00Z",
                stripe(
                        "customer.subscription.created",
                        "2026-02-01T00:00:00Z",
                        "test-mode",
                        pro().replace("COMPANY", "test-mode"),
                        false));
        used(inputs, "test-mode", "2026-03-02T00:00:00Z");
        used(inputs, "nothing", "2026-03-02T00:00:00Z");
    }

    private static void names(TestingInputs inputs) {
        subscribed(
                inputs,
                "key-without-underscore",
                "created",
                "2026-02-01T00:00:00Z",
                subscription(1, "\"metadata\":{\"company_id\":\"COMPANY\"}", "\"lookup_key\":\"pro\""));
        subscribed(
                inputs,
                "key-beats-metadata",
                "created",
                "2026-02-01T00:00:00Z",
                subscription(
                        1,
                        "\"metadata\":{\"company_id\":\"COMPANY\",\"plan\":\"enterprise\"}",
                        "\"lookup_key\":\"pro_monthly_2025\""));
        subscribed(
                inputs,
                "metadata-names-it",
                "created",
                "2026-02-01T00:00:00Z",
                subscription(
                        1, "\"metadata\":{\"company_id\":\"COMPANY\",\"plan\":\"enterprise\"}", "\"lookup_key\":null"));
        subscribed(
                inputs,
                "second-item-ignored",
                "created",
                "2026-02-01T00:00:00Z",
                pro().replace("}}]", "}},{\"price\":{\"lookup_key\":\"enterprise_monthly\"}}]"));
        subscribed(inputs, "unnamed-passed-over", "created", "2026-02-01T00:00:00Z", pro());
        subscribed(
                inputs,
                "unnamed-passed-over",
                "newer",
                "2026-02-01T00:00:00Z",
                subscription(9, "\"metadata\":{\"company_id\":\"COMPANY\"}", "\"lookup_key\":null"));
        subscribed(
                inputs,
                "unknown-plan",
                "created",
                "2026-02-01T00:00:00Z",
                subscription(1, "\"metadata\":{\"company_id\":\"COMPANY\"}", "\"lookup_key\":\"bespoke_1\""));
    }

    private static void starts(TestingInputs inputs) {
        subscribed(inputs, "newest-started", "b", "2026-02-01T00:00:00Z", pro().replace("1700000001", "1700000002"));
        subscribed(inputs, "newest-started", "c", "2026-02-02T00:00:00Z", enterprise());
        subscribed(inputs, "same-start", "a", "2026-02-01T00:00:00Z", enterprise());
        subscribed(inputs, "same-start", "b", "2026-02-01T00:00:00Z", pro());
        subscribed(
                inputs,
                "start-from-created",
                "a",
                "2026-02-01T00:00:00Z",
                enterprise().replace("\"start_date\":1700000001", "\"created\":1700000005"));
        subscribed(inputs, "start-from-created", "b", "2026-02-01T00:00:00Z", pro());
        subscribed(inputs, "newest-not-running", "a", "2026-02-01T00:00:00Z", pro());
        subscribed(
                inputs,
                "newest-not-running",
                "b",
                "2026-02-01T00:00:00Z",
                enterprise().replace("1700000001", "1700000009").replace("active", "unpaid"));
    }

    private static void history(TestingInputs inputs) {
        subscribed(inputs, "upgraded-in-march", "a", "2026-02-01T00:00:00Z", pro());
        subscribed(inputs, "upgraded-in-march", "a", "2026-03-01T00:00:00Z", "updated", enterprise());
        used(inputs, "upgraded-in-march", "2026-02-02T00:00:00Z");
        subscribed(inputs, "upgraded-at-the-last-instant", "a", "2026-02-01T00:00:00Z", pro());
        subscribed(inputs, "upgraded-at-the-last-instant", "a", "2026-02-28T23:59:59Z", "updated", enterprise());
        used(inputs, "upgraded-at-the-last-instant", "2026-02-02T00:00:00Z");
        subscribed(inputs, "upgraded-at-t", "a", "2026-02-01T00:00:00Z", pro());
        subscribed(inputs, "upgraded-at-t", "a", T, "updated", enterprise());
        subscribed(inputs, "arrived-in-disorder", "a", "2026-02-03T00:00:00Z", "updated", enterprise());
        subscribed(inputs, "arrived-in-disorder", "a", "2026-02-01T00:00:00Z", pro());
        subscribed(inputs, "same-second", "a", "2026-02-01T00:00:00Z", "updated", enterprise());
        subscribed(inputs, "same-second", "a", "2026-02-01T00:00:00Z", "created", pro());
        subscribed(inputs, "deleted-in-the-same-second", "a", "2026-02-01T00:00:00Z", "deleted", pro());
        subscribed(inputs, "deleted-in-the-same-second", "a", "2026-02-01T00:00:00Z", "updated", pro());
        subscribed(inputs, "deleted-stays-deleted", "a", "2026-02-01T00:00:00Z", "deleted", pro());
        subscribed(inputs, "deleted-stays-deleted", "a", "2026-02-02T00:00:00Z", "updated", pro());
        subscribed(inputs, "created-after-t", "a", "2026-03-10T12:00:01Z", "created", pro());
    }

    private static void companies(TestingInputs inputs) {
        String customerOnly = subscription(1, "\"customer\":\"cus_COMPANY\"", "\"lookup_key\":\"pro_monthly\"");
        subscribed(inputs, "by-later-customer", "a", "2026-02-01T00:00:00Z", customerOnly);
        customer(inputs, "by-later-customer", "2026-03-10T11:00:00Z", "\"by-later-customer\"");
        subscribed(inputs, "customer-after-t", "a", "2026-02-01T00:00:00Z", customerOnly);
        inputs.event(
                "silver.billing",
                "stripe.event",
                "2026-03-10T12:00:00.000001Z",
                stripe(
                        "customer.created",
                        "2026-02-01T00:00:00Z",
                        "late-customer",
                        "{\"id\":\"cus_customer-after-t\",\"metadata\":{\"company_id\":\"customer-after-t\"}}",
                        true));
        subscribed(inputs, "newest-customer-event", "a", "2026-02-01T00:00:00Z", customerOnly);
        customer(inputs, "newest-customer-event", "2026-02-01T00:00:00Z", "\"someone-else\"");
        customer(inputs, "newest-customer-event", "2026-02-02T00:00:00Z", "\"newest-customer-event\"");
        customer(inputs, "newest-customer-event", "2026-02-03T00:00:00Z", "null");
        subscribed(inputs, "moved-away", "a", "2026-01-01T00:00:00Z", pro());
        used(inputs, "moved-away", "2026-01-02T00:00:00Z");
        inputs.event(
                "silver.billing",
                "stripe.event",
                "2026-03-02T00:00:00Z",
                stripe(
                        "customer.subscription.updated",
                        "2026-03-02T00:00:00Z",
                        "moved-away-a",
                        pro().replace("ID", "moved-away-a").replace("COMPANY", "moved-to"),
                        true));
        used(inputs, "moved-to", "2026-01-02T00:00:00Z");
    }

    private static void trials(TestingInputs inputs) {
        trial(inputs, "on-trial", "pro", "2026-03-01T00:00:00Z", "2026-03-20T00:00:00Z");
        trial(inputs, "trial-ends-at-t", "pro", "2026-03-01T00:00:00Z", T);
        trial(inputs, "trial-over", "pro", "2026-03-01T00:00:00Z", "2026-03-10T11:59:59Z");
        trial(inputs, "trial-starts-later", "pro", "2026-03-10T12:00:00.000001Z", "2026-03-20T00:00:00Z");
        trial(inputs, "newest-trial", "enterprise", "2026-03-02T00:00:00Z", "2026-03-20T00:00:00Z");
        trial(inputs, "newest-trial", "pro", "2026-03-01T00:00:00Z", "2026-03-20T00:00:00Z");
        for (String plan : List.of("pro", "enterprise")) {
            inputs.event(
                    "silver.growth",
                    "trial.started",
                    "2026-03-01T00:00:00Z",
                    "event_id",
                    plan.equals("pro") ? "b" : "a",
                    "company_id",
                    "two-trials-at-once",
                    "plan",
                    plan,
                    "trial_ends_at",
                    "2026-03-20T00:00:00Z");
        }
        used(inputs, "two-trials-at-once", "2026-03-02T00:00:00Z");
        trial(inputs, "newest-trial-over", "enterprise", "2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z");
        trial(inputs, "newest-trial-over", "pro", "2026-03-01T00:00:00Z", "2026-03-20T00:00:00Z");
        trial(inputs, "trial-expired-early", "pro", "2026-03-01T00:00:00Z", "2026-03-20T00:00:00Z");
        inputs.event("silver.growth", "trial.expired", "2026-03-05T00:00:00Z", "company_id", "trial-expired-early");
        trial(inputs, "subscription-beats-trial", "enterprise", "2026-03-01T00:00:00Z", "2026-03-20T00:00:00Z");
        subscribed(inputs, "subscription-beats-trial", "a", "2026-02-01T00:00:00Z", pro());
    }

    @ParameterizedTest
    @CsvSource({
        "status-trialing, 2000",
        "status-active, 2000",
        "status-past_due, 2000",
        "status-canceled, 1000",
        "status-unpaid, 1000",
        "status-incomplete, 1000",
        "status-paused, 1000",
        "collection-paused, 2000",
        "test-mode, 1000",
        "nothing, 1000",
        "key-without-underscore, 2000",
        "key-beats-metadata, 2000",
        "metadata-names-it, 3000",
        "second-item-ignored, 2000",
        "unnamed-passed-over, 2000",
        "newest-started, 2000",
        "same-start, 2000",
        "start-from-created, 3000",
        "newest-not-running, 2000",
        "upgraded-in-march, 3000",
        "upgraded-at-t, 3000",
        "arrived-in-disorder, 3000",
        "same-second, 3000",
        "deleted-in-the-same-second, 1000",
        "deleted-stays-deleted, 1000",
        "created-after-t, 1000",
        "by-later-customer, 2000",
        "customer-after-t, 1000",
        "newest-customer-event, 2000",
        "on-trial, 2000",
        "trial-ends-at-t, 2000",
        "trial-over, 1000",
        "trial-starts-later, 1000",
        "newest-trial, 3000",
        "two-trials-at-once, 2000",
        "newest-trial-over, 2000",
        "trial-expired-early, 2000",
        "subscription-beats-trial, 2000"
    })
    void in_the_running_month_the_plan_at_t_sets_the_limit(String company, long hardLimit) {
        assertThat(breach(company, "2026-03-01")).containsEntry("hard_limit", hardLimit);
    }

    @ParameterizedTest
    @CsvSource({
        "upgraded-in-march, 2000",
        "upgraded-at-the-last-instant, 3000",
        "trial-until-2026-03-01T00:00:00Z, 2000",
        "trial-until-2026-02-28T23:59:59.999999Z, 2000",
        "trial-until-2026-02-28T23:59:59Z, 1000",
        "trial-from-the-next-month-on, 1000"
    })
    void in_a_month_that_is_over_the_plan_at_its_last_instant_sets_the_limit(String company, long hardLimit) {
        assertThat(breach(company, "2026-02-01")).containsEntry("hard_limit", hardLimit);
    }

    @ParameterizedTest
    @CsvSource({"day-upgraded-at-2026-03-02T23:59:59Z, 3000", "day-upgraded-at-2026-03-03T00:00:00Z, 2000"})
    void on_a_day_that_is_over_the_plan_at_its_last_instant_sets_the_limit(String company, long hardLimit) {
        assertThat(breach(company, "2026-03-02")).containsEntry("hard_limit", hardLimit);
    }

    @ParameterizedTest
    @CsvSource({"moved-away, 1000", "moved-to, 2000"})
    void a_subscription_belongs_to_its_newest_company_for_its_whole_history(String company, long hardLimit) {
        assertThat(breach(company, "2026-01-01")).containsEntry("hard_limit", hardLimit);
    }

    @Test
    void a_plan_without_limit_rows_has_no_limit() {
        assertThat(results.get("gold.usage_breaches")).extracting("company_id").doesNotContain("unknown-plan");
    }

    private static String pro() {
        return subscription(1, "\"metadata\":{\"company_id\":\"COMPANY\"}", "\"lookup_key\":\"pro_monthly\"");
    }

    private static String enterprise() {
        return pro().replace("pro_monthly", "enterprise_annual");
    }

    private static String subscription(int start, String fields, String price) {
        return "{\"id\":\"ID\",\"status\":\"active\",\"start_date\":%d,%s,\"items\":{\"data\":[{\"price\":{%s}}]}}"
                .formatted(1_700_000_000 + start, fields, price);
    }

    private static void subscribed(TestingInputs inputs, String company, String id, String created, String object) {
        subscribed(inputs, company, id, created, "created", object);
    }

    /** An event of a company's subscription, and usage in March that shows which plan then held. */
    private static void subscribed(
            TestingInputs inputs, String company, String id, String created, String what, String object) {
        String subscription = company + "-" + id;
        inputs.event(
                "silver.billing",
                "stripe.event",
                T,
                stripe(
                        "customer.subscription." + what,
                        created,
                        subscription,
                        object.replace("ID", subscription).replace("COMPANY", company),
                        true));
        used(inputs, company, "2026-03-02T00:00:00Z");
    }

    private static void customer(TestingInputs inputs, String company, String created, String companyJson) {
        inputs.event(
                "silver.billing",
                "stripe.event",
                T,
                stripe(
                        "customer.updated",
                        created,
                        "cus-" + company,
                        "{\"id\":\"cus_%s\",\"metadata\":{\"company_id\":%s}}".formatted(company, companyJson),
                        true));
    }

    private static Object[] stripe(String type, String created, String id, String object, boolean livemode) {
        String stripeId = "evt_%s_%s".formatted(id, created);
        return new Object[] {
            "stripe_event", "{\"id\":\"%s\",\"data\":{\"object\":%s}}".formatted(stripeId, object),
            "stripe_id", stripeId,
            "stripe_type", type,
            "stripe_created", Instant.parse(created),
            "livemode", livemode
        };
    }

    private static void trial(TestingInputs inputs, String company, String plan, String started, String ends) {
        inputs.event(
                "silver.growth", "trial.started", started, "company_id", company, "plan", plan, "trial_ends_at", ends);
        used(inputs, company, "2026-03-02T00:00:00Z");
    }

    private static void used(TestingInputs inputs, String company, String time) {
        used(inputs, company, "quotes", time);
    }

    private static void used(TestingInputs inputs, String company, String feature, String time) {
        inputs.event("silver.usage", "usage.recorded", time, "company_id", company, "feature_key", feature, "qty", 10L);
    }

    private static Map<String, Object> breach(String company, String month) {
        return TestingInputs.only(
                results.get("gold.usage_breaches"), "company_id", company, "period_start", LocalDate.parse(month));
    }
}
